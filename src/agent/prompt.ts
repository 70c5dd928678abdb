import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { PromptTemplate } from '@langchain/core/prompts';
import { z } from 'zod';
import { AppError } from '@/core/errors';

const frontMatter = z.object({ version: z.coerce.number().int(), variables: z.array(z.string()) });

/**
 * Load prompts/<name>.md and render it. The front matter lists the variables; a missing one is an error.
 * @returns the rendered text and the prompt's version.
 */
export async function renderPrompt(name: string, variables: Record<string, string>): Promise<{ text: string; version: number }> {
  const file = await readFile(path.resolve('prompts', `${name}.md`), 'utf8');
  const match = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(file);
  if (!match) throw new AppError('internal', `prompts/${name}.md has no front matter.`);
  const header = frontMatter.parse(parseHeader(match[1] ?? ''));
  const missing = header.variables.filter((variable) => variables[variable] === undefined);
  if (missing.length > 0) throw new AppError('internal', `prompts/${name}.md needs ${missing.join(', ')}.`);
  const template = new PromptTemplate({ template: (match[2] ?? '').trim(), inputVariables: header.variables, templateFormat: 'f-string' });
  return { text: await template.format(variables), version: header.version };
}

/** The two kinds of line our front matter has: `key: value` and `key: [a, b]`. */
function parseHeader(text: string): Record<string, string | string[]> {
  return Object.fromEntries(
    text.split('\n').map((line) => {
      const at = line.indexOf(':');
      const value = line.slice(at + 1).trim();
      return [
        line.slice(0, at).trim(),
        /^\[.*\]$/.test(value)
          ? value
              .slice(1, -1)
              .split(',')
              .map((item) => item.trim())
          : value,
      ];
    }),
  );
}
