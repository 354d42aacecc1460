/** The templates that Alertmanager brings along (template/default.tmpl, email.tmpl), of which one of the same name takes the place. */
const defaults: Readonly<Record<string, readonly string[]>> = {
  discord: ['content', 'title', 'message'],
  email: ['subject', 'html'],
  jira: ['summary', 'description', 'priority'],
  msteams: ['summary', 'title', 'text'],
  msteamsv2: ['title', 'text'],
  opsgenie: ['message', 'description', 'source'],
  pagerduty: ['description', 'client', 'clientURL', 'instances'],
  pushover: ['title', 'message', 'url'],
  rocketchat: ['title', 'alias', 'titlelink', 'emoji', 'iconurl', 'text'],
  slack: [
    ...['title', 'username', 'fallback', 'callbackid', 'pretext'],
    ...['titlelink', 'iconemoji', 'iconurl', 'text', 'footer'],
  ],
  sns: ['subject', 'message'],
  telegram: ['message'],
  victorops: ['state_message', 'entity_display_name', 'monitoring_tool'],
  webex: ['message'],
  wechat: ['message', 'to_user', 'to_party', 'to_tag', 'agent_id'],
};

/** Of a whole notification. */
const ofAll = Object.entries(defaults).flatMap(([type, names]) => names.map((name) => `${type}.default.${name}`));
const shared = ['__alertmanager', '__alertmanagerURL', '__subject', '__description'];
/** Of a list of alerts. */
const ofAlerts = ['__text_alert_list', '__text_alert_list_markdown'];

export const defaultTemplates: readonly string[] = [...ofAll, ...shared, ...ofAlerts];

/** Whether Alertmanager has a template of that name. Those of a young integration are not all known. */
export function isDefaultTemplate(name: string): boolean {
  return defaultTemplates.includes(name) || /^(?:mattermost|incidentio)\.default\./.test(name);
}
