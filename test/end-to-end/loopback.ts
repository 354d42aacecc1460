/** Servers of the test itself, on the loopback interface. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Server } from 'node:net';

/** A server that listens, and how it stops. */
export interface Listening {
  /** `127.0.0.1:40123`. */
  readonly address: string;
  readonly stop: () => Promise<void>;
}

export async function listening(server: Server): Promise<Listening> {
  const open = new Set<{ destroy(): void }>();
  server.on('connection', (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { readonly port: number };
  const stop = async () => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of open) socket.destroy();
    await closed;
  };
  return { address: `127.0.0.1:${port}`, stop };
}

type Handler = (request: IncomingMessage, body: string, response: ServerResponse) => void | Promise<void>;

/** An HTTP server that reads each request whole. What goes wrong in it is the asker's to see. */
export function httpServer(handle: Handler): Promise<Listening> {
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    await handle(request, Buffer.concat(chunks).toString(), response);
  };
  return listening(
    createServer((request, response) => {
      answer(request, response).catch((error: unknown) => {
        if (!response.headersSent) response.writeHead(500);
        response.end(String(error));
      });
    }),
  );
}
