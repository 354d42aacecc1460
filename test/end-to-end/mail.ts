/** A mail server that takes every mail: as much of SMTP as Alertmanager speaks. */
import { createServer, type Socket } from 'node:net';
import { type Listening, listening } from './loopback.ts';

export interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  readonly user: string;
  readonly password: string;
  readonly subject: string;
  /** The text, its tags taken out. */
  readonly text: string;
}

export function mailServer(arrived: (mail: Mail) => void): Promise<Listening> {
  return listening(createServer((socket) => converse(socket, arrived)));
}

interface Envelope {
  from: string;
  to: string[];
  user: string;
  password: string;
  /** Lines of the mail while it is being sent. */
  lines: string[] | undefined;
}

function converse(socket: Socket, arrived: (mail: Mail) => void): void {
  const envelope: Envelope = { from: '', to: [], user: '', password: '', lines: undefined };
  const say = (text: string) => socket.write(`${text}\r\n`);
  let rest = '';
  socket.setEncoding('utf8').on('error', () => socket.destroy());
  say('220 loopback');
  socket.on('data', (chunk) => {
    const lines = (rest + chunk).split('\r\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const answer = heard(line, envelope, arrived);
      if (answer !== undefined) say(answer);
      if (line === 'QUIT') socket.end();
    }
  });
}

/** What is answered to a line; undefined while a mail is being sent. */
function heard(line: string, envelope: Envelope, arrived: (mail: Mail) => void): string | undefined {
  if (envelope.lines) {
    if (line !== '.') {
      envelope.lines.push(line.replace(/^\.\./, '.'));
      return undefined;
    }
    const { from, to, user, password, lines } = envelope;
    envelope.lines = undefined;
    arrived({ from, to, user, password, ...readMail(lines.join('\n')) });
    return '250 taken';
  }
  const [, verb = '', argument = ''] = /^(\S+) ?(.*)$/.exec(line) ?? [];
  switch (verb) {
    case 'EHLO':
      return '250-loopback\r\n250 AUTH PLAIN';
    case 'AUTH': {
      const [, user = '', password = ''] = Buffer.from(argument.replace('PLAIN ', ''), 'base64').toString().split('\0');
      Object.assign(envelope, { user, password });
      return '235 welcome';
    }
    case 'MAIL':
      envelope.from = between(argument);
      return '250 ok';
    case 'RCPT':
      envelope.to.push(between(argument));
      return '250 ok';
    case 'DATA':
      envelope.lines = [];
      return '354 go on';
    case 'QUIT':
      return '221 bye';
    default:
      return '502 unknown';
  }
}

function between(argument: string): string {
  return /<(.*)>/.exec(argument)?.[1] ?? '';
}

function readMail(mail: string): Pick<Mail, 'subject' | 'text'> {
  const subject = /^Subject: (.*)$/m.exec(mail)?.[1] ?? '';
  const html = decoded(mail.slice(mail.search(/<html/i)));
  const text = html.replaceAll(/<(style|head)\b.*?<\/\1>|<[^>]*>/gs, ' ').replaceAll(/\s+/g, ' ');
  return {
    subject: subject.replaceAll(/=\?utf-8\?q\?(.*?)\?=/gi, (_, word) => decoded(word.replaceAll('_', ' '))),
    text: text.trim(),
  };
}

/** Quoted-printable, as mails are sent. */
function decoded(text: string): string {
  const bytes = text
    .replaceAll('=\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
