import { diffLines } from 'diff';

export interface DiffLine {
  readonly kind: 'same' | 'added' | 'removed' | 'gap';
  readonly text: string;
}

/** Unchanged lines shown around a change. */
const AROUND = 2;

/** What became of a source, line by line; runs of unchanged lines are cut to those beside a change, with a gap for the rest. Pure. */
export function templateDiff(before: string, after: string): DiffLine[] {
  // Beyond a second nothing can be found that a person would read.
  const changes = diffLines(before, after, { timeout: 1000 }) ?? [{ value: before, removed: true, added: false }, { value: after, removed: false, added: true }];
  return changes.flatMap(({ value, added, removed }, index) => {
    const lines = value.replace(/\n$/, '').split('\n');
    if (added || removed) return lines.map((text): DiffLine => ({ kind: added ? 'added' : 'removed', text }));
    return shortened(lines, { first: index === 0, last: index === changes.length - 1 });
  });
}

function shortened(lines: readonly string[], { first, last }: { first: boolean; last: boolean }): DiffLine[] {
  const [head, tail] = [first ? 0 : AROUND, last ? 0 : AROUND];
  const same = (text: string): DiffLine => ({ kind: 'same', text });
  if (lines.length <= head + tail + 1) return lines.map(same);
  return [...lines.slice(0, head).map(same), { kind: 'gap', text: '' }, ...lines.slice(lines.length - tail).map(same)];
}
