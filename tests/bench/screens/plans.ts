/** What PostgreSQL did for a page, as auto_explain writes it into the server's log. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import type pg from 'pg';
import { tenantTables } from '../../integration/rows';

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
  /** What the process that asked calls itself (PGAPPNAME). */
  by: string;
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

/** A table of fewer rows is read as fast from end to end as by an index. */
const LARGE = 2_000;

/** The tables of authorities that are not to be read from end to end. */
export async function largeTables(client: pg.Client): Promise<Set<string>> {
  const { rows } = await client.query<{ name: string; n: number }>("select relname as name, reltuples::float as n from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace");
  const tenant = new Set(await tenantTables(client));
  return new Set(rows.flatMap(({ name, n }) => (tenant.has(name) && n > LARGE ? name : [])));
}

const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

function runOf(by: string, ms: number, json: string): Run {
  const { 'Query Text': text, Plan } = JSON.parse(json) as { 'Query Text': string; Plan: Node };
  // A part of a plan that was never run read nothing.
  const nodes = nodesOf(Plan).filter((node) => (node['Actual Loops'] ?? 1) > 0);
  return {
    by,
    text: text.replaceAll(/\s+/g, ' '),
    ms,
    wholly: nodes.flatMap((node) => (node['Node Type'] === 'Seq Scan' ? node['Relation Name'] ?? [] : [])),
    thrownAway: Math.max(0, ...nodes.map((node) => (node['Rows Removed by Filter'] ?? 0) * (node['Actual Loops'] ?? 1))),
  };
}

const ENTRY = /^([^:\n]*):LOG: {2}duration: ([\d.]+) ms {2}plan:\n((?:\t.*\n)+)/gm;

/** Reads a server's log from where it was read last. */
export class Log {
  private at: number;
  private readonly file: number;
  private readonly decoder = new StringDecoder('utf8');
  /** What was read and is not a whole entry yet: a busy server is in the middle of one. */
  private begun = '';
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
    const text = this.begun + this.decoder.write(bytes);
    const runs: Run[] = [];
    let read = 0;
    for (const { 0: entry, 1: by = '', 2: ms, 3: plan = '', index } of text.matchAll(ENTRY)) {
      const json = plan.replaceAll(/^\t/gm, '');
      // A plan ends with its closing bracket, and only there with one that is not indented.
      if (!json.endsWith('\n}\n')) break;
      runs.push(runOf(by, Number(ms), json));
      read = index + entry.length;
    }
    this.begun = text.slice(read);
    return runs;
  }

  close(): void {
    closeSync(this.file);
  }
}
