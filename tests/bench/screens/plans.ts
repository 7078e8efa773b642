/** What PostgreSQL did for a page, as auto_explain writes it into the server's log. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';

interface Node {
  'Node Type': string;
  'Relation Name'?: string;
  'Rows Removed by Filter'?: number;
  'Actual Rows'?: number;
  'Actual Loops'?: number;
  Plans?: Node[];
}

/** A statement as it was run. */
export interface Run {
  text: string;
  ms: number;
  /** Relations read from end to end. */
  wholly: string[];
  /** Rows that were read and thrown away, of the node with most of them. */
  thrownAway: number;
}

/** Every statement that the application sends, with its plan and what it took; not what each node took, which costs more than the node, nor what a function of a policy asks for each row, which would be a log of its own. */
const SETTINGS = { log_min_duration: '0', log_analyze: 'on', log_timing: 'off', log_format: 'json', log_nested_statements: 'off' };

/** From the next connection of the application on, each of its statements is explained as it is run. */
export async function explainAll(client: pg.Client): Promise<void> {
  for (const [name, value] of Object.entries(SETTINGS)) await client.query(`alter role doorstep_app set auto_explain.${name} = '${value}'`);
}

export async function explainNoMore(client: pg.Client): Promise<void> {
  for (const name of Object.keys(SETTINGS)) await client.query(`alter role doorstep_app reset auto_explain.${name}`);
}

const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

function runOf(ms: number, json: string): Run {
  const { 'Query Text': text, Plan } = JSON.parse(json) as { 'Query Text': string; Plan: Node };
  // A part of a plan that was never run read nothing.
  const nodes = nodesOf(Plan).filter((node) => (node['Actual Loops'] ?? 1) > 0);
  return {
    text: text.replaceAll(/\s+/g, ' '),
    ms,
    wholly: nodes.flatMap((node) => (node['Node Type'] === 'Seq Scan' ? node['Relation Name'] ?? [] : [])),
    thrownAway: Math.max(0, ...nodes.map((node) => (node['Rows Removed by Filter'] ?? 0) * (node['Actual Loops'] ?? 1))),
  };
}

/** Reads a server's log from where it was read last. */
export class Log {
  private at: number;
  private readonly file: number;
  constructor(home: string) {
    this.file = openSync(join(home, 'postgres.log'), 'r');
    this.at = fstatSync(this.file).size;
  }

  /** What was run since the last time this was asked. */
  read(): Run[] {
    const { size } = fstatSync(this.file);
    const bytes = Buffer.alloc(size - this.at);
    readSync(this.file, bytes, 0, bytes.length, this.at);
    this.at = size;
    return [...bytes.toString('utf8').matchAll(/duration: ([\d.]+) ms {2}plan:\n((?:\t.*\n)+)/g)].map(([, ms, plan]) => runOf(Number(ms), (plan ?? '').replaceAll(/^\t/gm, '')));
  }

  close(): void {
    closeSync(this.file);
  }
}
