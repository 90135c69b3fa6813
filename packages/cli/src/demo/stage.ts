/** How the demonstration looks: one line for everything that happens, then two runs side by side. */
import type { ControllerEvent } from '@airt/controller';
import { decisionLine, findingLine, outcomeLine } from '../text/narrate.ts';
import type { Style } from '../text/style.ts';
import type { AgentLine, AgentRun } from './agent-process.ts';
import type { ModelUsage } from './model-server.ts';

/** Characters of a tool's result that are shown. */
const RESULT_WIDTH = 60;

export interface Stage {
  /** A line as it is. */
  say(text: string): void;
  agent(line: AgentLine): void;
  controller(event: ControllerEvent): void;
}

export function createStage(write: (text: string) => void, style: Style, now: () => number): Stage {
  const start = now();
  const timed = (text: string) => write(`${style('dim', `${((now() - start) / 1000).toFixed(1).padStart(5)} s`)}  ${text}\n`);
  return {
    say: (text) => write(`${text}\n`),
    agent: (line) => {
      for (const text of agentTexts(line, style)) timed(text);
    },
    controller(event) {
      if (event.type === 'finding') timed(findingLine(event.finding, style));
      if (event.type === 'decision') timed(decisionLine(event.decision, style));
      if (event.type === 'outcome') timed(outcomeLine(event.outcome, event.decision, style));
      if (event.type === 'agent_connected')
        timed(`${style('blue', 'connect ')} ${event.dataPlaneName} ${event.dataPlaneVersion}, process ${event.instanceUid}`);
      if (event.type === 'policy_nack')
        for (const { name, message } of event.errors) timed(`${style('red', 'refused ')} policy ${name}: ${message}`);
    },
  };
}

function agentTexts(line: AgentLine, style: Style): readonly string[] {
  switch (line.type) {
    case 'step':
      return line.calls.map(({ tool, arguments: args, result }) => {
        const short = result.length > RESULT_WIDTH ? `${result.slice(0, RESULT_WIDTH)} ...` : result;
        return `${style('cyan', `step ${String(line.step).padEnd(3)}`)} ${line.text ?? ''} ${style('bold', tool)}(${args}) -> ${style('dim', short)}`;
      });
    case 'answer':
      return [`${style('cyan', `step ${String(line.step).padEnd(3)}`)} ${style('green', `answer: ${line.text ?? ''}`)}`];
    case 'gave_up':
      return [`${style('cyan', 'agent   ')} gave up after ${line.step} steps`];
    case 'failed':
      return [`${style('red', 'agent   ')} failed: ${line.message}`];
  }
}

/** One run of the agent, and what the model endpoint served for it. */
export interface Performance {
  readonly run: AgentRun;
  readonly usage: ModelUsage;
}

export function comparison(withAirt: Performance, without: Performance, style: Style): readonly string[] {
  const rows: readonly (readonly [string, (performance: Performance) => string])[] = [
    ['steps', ({ run }) => number(run.steps)],
    ['model calls', ({ usage }) => number(usage.calls)],
    ['tokens in', ({ usage }) => number(usage.inputTokens)],
    ['tokens out', ({ usage }) => number(usage.outputTokens)],
    ['ended', ({ run }) => run.ended],
  ];
  const line = (label: string, left: string, right: string) => `  ${label.padEnd(12)}${left.padStart(12)}${right.padStart(14)}`;
  return [style('bold', line('', 'with AIRT', 'without')), ...rows.map(([label, cell]) => line(label, cell(withAirt), cell(without)))];
}

const number = (value: number): string => value.toLocaleString('en-US');
