import type { Artifact, Table } from '@/core/artifact/artifact';
import { renderProse } from '@/core/artifact/prose';
import { todayIn } from '@/core/query/period';
import { composeArtifact } from './compose';
import type { Evidence, Finding } from './grounding/contract';
import { correctionFor, toHarmless, toReadable, withoutFindings, withoutWrongParts } from './grounding/correct-answer';
import { isClean, verifyAnswer, type AnswerFindings } from './grounding/verify-answer';
import { knownNames } from './known-names';
import type { PresentAnswer } from './present-answer';
import { runTurn, type Turn, type TurnSetup } from './run-turn';
import { wordResults } from './word-results';

/**
 * How an answer came to hold only what the results bear out. clean: as the model wrote it; corrected: it wrote it
 * again; cut: sentences were left out; reworded: the built-in analyst words the same results; replaced: nothing of it
 * could be kept, and the built-in analyst must answer.
 */
export type GroundingOutcome = 'clean' | 'corrected' | 'cut' | 'reworded' | 'replaced';

export interface Grounded {
  artifact: Artifact;
  outcome: GroundingOutcome;
  /** What was found in the last text of the model. */
  findings: Finding[];
  /** A sentence for the person when something was left out or put in other words. */
  notice?: string;
}

/** Check what a model wrote, have it written once more when it does not hold, and keep only what does. */
export async function groundAnswer(setup: TurnSetup, turn: Turn): Promise<Grounded> {
  let checked = await check(setup, turn);
  let outcome: GroundingOutcome = 'clean';
  if (needsRewriting(checked.findings)) {
    const again = await rewrite(setup, turn, checked.findings);
    if (again) {
      checked = await check(setup, again);
      outcome = 'corrected';
      Object.assign(turn, again);
    }
  }
  if (isClean(checked.findings)) return { artifact: toHarmless(checked.artifact), outcome, findings: [] };
  return repair(setup, checked, outcome);
}

interface Checked {
  artifact: Artifact;
  turn: Turn;
  evidence: Evidence;
  findings: AnswerFindings;
}

async function check(setup: TurnSetup, turn: Turn): Promise<Checked> {
  const tables = turn.outputs.flatMap((output) => output.tables);
  const present = turn.present && readable(turn.present, tables, setup.context.workspace.locale);
  const artifact = composeArtifact({ question: setup.question, outputs: turn.outputs, text: toReadable(turn.text), present });
  const evidence = await evidenceOf(setup, turn, artifact);
  // A title the model did not write is ours.
  const own = { ...artifact, title: present?.title ?? '' };
  return { artifact, turn, evidence, findings: verifyAnswer(own, evidence) };
}

/** What stands beside the prose, with references filled in: titles, options and questions are plain text. */
function readable(present: PresentAnswer, tables: readonly Table[], locale: string): PresentAnswer {
  const fill = (text: string): string => renderProse({ prose: toReadable(text), tables: [...tables] }, locale);
  return {
    ...present,
    ...(present.title === undefined ? {} : { title: fill(present.title) }),
    followUps: present.followUps.map(fill),
    options: present.options.map((option) => ({
      label: fill(option.label),
      question: fill(option.question),
      ...(option.value === undefined ? {} : { value: fill(option.value) }),
    })),
  };
}

/** What the texts of a turn are checked against. */
export async function evidenceOf(setup: TurnSetup, turn: Turn, artifact: Artifact): Promise<Evidence> {
  const { workspace, now } = setup.context;
  return {
    tables: turn.outputs.flatMap((output) => output.tables),
    provenance: turn.outputs.flatMap((output) => output.provenance),
    kind: artifact.kind,
    question: setup.question,
    locale: workspace.locale,
    today: todayIn(now(), workspace.timeZone),
    weekStart: workspace.weekStart,
    instructions: setup.instructions,
    names: await knownNames(setup.context),
  };
}

/** Titles and follow-ups are left out when they do not hold; prose and options are worth asking for again. */
function needsRewriting(findings: AnswerFindings): boolean {
  return findings.prose.length > 0 || findings.options.some((list) => list.length > 0);
}

async function rewrite(setup: TurnSetup, turn: Turn, findings: AnswerFindings): Promise<Turn | null> {
  if (setup.signal.aborted) return null;
  const again = await runTurn(setup, {
    ...turn,
    outputs: [...turn.outputs],
    text: '',
    messages: [...turn.messages, { role: 'user', content: correctionFor(findings) }],
  });
  return again.failure === null && again.text.trim() !== '' ? again : null;
}

/** Leave out what does not hold; word the results anew when the sentence that answers is lost. */
function repair(setup: TurnSetup, checked: Checked, before: GroundingOutcome): Grounded {
  const { artifact, evidence, findings, turn } = checked;
  const all = [...findings.prose, ...findings.title, ...findings.options.flat(), ...findings.followUps.flat()];
  const kept = withoutWrongParts(
    artifact,
    findings,
    composeArtifact({ question: setup.question, outputs: turn.outputs, text: '', present: null }).title,
  );
  const replaced: Grounded = { artifact: toHarmless(kept), outcome: 'replaced', findings: all };
  // A choice between fewer than two readings is none.
  if (artifact.kind === 'clarify' && kept.options.length < 2) return replaced;
  if (findings.prose.length === 0) return { artifact: toHarmless(kept), outcome: before, findings: all };
  const { prose, isMainLost } = withoutFindings(artifact.prose, findings.prose, evidence);
  if (!isMainLost) {
    const notice = 'A sentence of the model did not match the results and was left out.';
    return { artifact: toHarmless({ ...kept, prose }), outcome: 'cut', findings: all, notice };
  }
  const words = artifact.kind === 'answer' ? wordResults(turn.outputs, setup.context.workspace.locale) : '';
  if (words === '') return replaced;
  const notice = `What ${setup.model.name} wrote did not match the results; the built-in analyst worded the answer.`;
  return { artifact: toHarmless({ ...kept, prose: words }), outcome: 'reworded', findings: all, notice };
}
