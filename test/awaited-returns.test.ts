import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

// What `await using` opens is closed when its block is left. A promise that is returned from there without `await` is still
// at work by then: on a connection that is closed, on a run that another process may take.

const root = dirname(import.meta.dirname);

function program(): ts.Program {
  const config = join(root, '.build/tsconfig.check.json');
  const { fileNames, options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(config, ts.sys.readFile).config,
    ts.sys,
    dirname(config),
  );
  return ts.createProgram(fileNames, options);
}

function opens(block: ts.Block, before: ts.Node): boolean {
  return block.statements.some(
    (statement) =>
      ts.isVariableStatement(statement) &&
      statement.pos < before.pos &&
      (statement.declarationList.flags & ts.NodeFlags.AwaitUsing) === ts.NodeFlags.AwaitUsing,
  );
}

function isInside(node: ts.Node): boolean {
  for (let up = node.parent; up !== undefined && !ts.isFunctionLike(up); up = up.parent) {
    if (ts.isBlock(up) && opens(up, node)) return true;
  }
  return false;
}

function isPromise(type: ts.Type, checker: ts.TypeChecker): boolean {
  return checker.getAwaitedType(type) !== type;
}

function unawaited(file: ts.SourceFile, checker: ts.TypeChecker): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (
      ts.isReturnStatement(node) &&
      node.expression !== undefined &&
      isInside(node) &&
      isPromise(checker.getTypeAtLocation(node.expression), checker)
    ) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart());
      found.push(`${relative(root, file.fileName)}:${line + 1}`);
    }
    node.forEachChild(visit);
  };
  visit(file);
  return found;
}

test('no promise leaves a block before what the block opened is done with', () => {
  const all = program();
  const checker = all.getTypeChecker();
  const ours = all.getSourceFiles().filter(({ fileName }) => !fileName.includes('/node_modules/'));
  expect(ours.length).toBeGreaterThan(500);
  expect(ours.flatMap((file) => unawaited(file, checker))).toEqual([]);
});
