import type { Project } from '../../model/project.ts';
import type { Emitter, OutputFile } from '../emit.ts';
import { generatedFrom } from '../source.ts';
import { yaml } from '../yaml.ts';
import { config } from './config.ts';

export const alertmanager: Emitter = {
  id: 'alertmanager',
  about: 'alertmanager/alertmanager.yml and templates/: whom alerts reach, together with which others, and how often',
  emit: ({ project }) => {
    const { routing } = project;
    if (routing === undefined) return [];
    const text = yaml(config(routing, project), generatedFrom(project));
    return [{ path: 'alertmanager/alertmanager.yml', text }, ...templates(project)];
  },
};

/** One file of templates; comments of templates stand where they are read, so that none becomes text. */
function templates(project: Project): readonly OutputFile[] {
  const { id, notificationTemplates } = project;
  if (notificationTemplates.length === 0) return [];
  const texts = notificationTemplates.map(({ name, text }) => `{{ define ${JSON.stringify(name)} }}${text}{{ end }}\n`);
  const text = `{{/* ${generatedFrom(project)} */}}\n${texts.join('')}`;
  return [{ path: `alertmanager/templates/${id}.tmpl`, text }];
}
