// Gold answers of the cases, computed with plain loops from the raw files and nothing of ShopIQ but the facts its demo generator makes.
// Usage: node --import tsx evals/gold/gold.mjs [--questions <folder>] [--out <folder>] [--data <folder with olist-21k and online-retail>] [--only <ability>,...]
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { demoFacts } from './demo-facts.mjs';
import { loadDemo } from './shop-demo.mjs';
import { loadOlist } from './shop-olist.mjs';
import { loadRetail } from './shop-retail.mjs';

const here = import.meta.dirname;
const { values: flags } = parseArgs({
  options: {
    questions: { type: 'string', default: path.join(here, 'questions') },
    out: { type: 'string', default: path.join(here, '..') },
    data: { type: 'string', default: path.resolve('../shared/data') },
    only: { type: 'string' },
  },
});

/** Shops are read when the first question about them is computed. */
const shops = {
  folder: flags.data,
  get olist() {
    return keep('olist', () => loadOlist(path.join(flags.data, 'olist-21k')));
  },
  get retail() {
    return keep('retail', () => loadRetail(path.join(flags.data, 'online-retail')));
  },
  get demo() {
    return keep('demo', () => loadDemo(demoFacts()));
  },
};
const loaded = new Map();
function keep(name, load) {
  if (!loaded.has(name)) loaded.set(name, load());
  return loaded.get(name);
}

const byAbility = new Map();
let failures = 0;
for (const file of readdirSync(flags.questions).sort()) {
  const { cases, abilityOf = (id) => id.replace(/-\d+$/, '') } = await import(pathToFileURL(path.join(flags.questions, file)).href);
  for (const [id, build] of Object.entries(cases(shops))) {
    const ability = abilityOf(id);
    if (flags.only && !flags.only.split(',').includes(ability)) continue;
    try {
      const list = byAbility.get(ability) ?? [];
      if (list.some((entry) => entry.id === id)) throw new Error('two cases have this id');
      byAbility.set(ability, [...list, { id, ...build() }]);
    } catch (error) {
      failures += 1;
      process.stderr.write(`${id}: ${error.message}\n`);
    }
  }
}
let count = 0;
for (const [ability, cases] of byAbility) {
  const folder = path.join(flags.out, ability);
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'cases.jsonl'), `${cases.map((entry) => JSON.stringify(entry)).join('\n')}\n`);
  count += cases.length;
}
process.stdout.write(`${count} cases of ${byAbility.size} abilities written to ${flags.out}; ${failures} failed\n`);
if (failures > 0) process.exitCode = 1;
