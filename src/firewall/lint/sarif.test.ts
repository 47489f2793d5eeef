import { expect, test } from 'vitest';
import { readRules } from '../text/read.ts';
import type { Finding } from './finding.ts';
import { sarifOf } from './sarif.ts';

const finding: Finding = {
  id: 'FW005',
  severity: 'warning',
  line: 3,
  message: '`:FORWARD DROP` may be of docker',
  why: 'docker sets this policy',
  fix: 'write `:FORWARD ACCEPT`',
};

test('findings and mistakes are results of one run, with a rule for each id', () => {
  const { diagnostics } = readRules('*filter\n:INPUT\n-A U\nCOMMIT\n', 'unused');
  const found = [
    {
      file: '/etc/sysconfig/iptables',
      diagnostics: [],
      findings: [finding, { ...finding, severity: 'info', line: 9 } as const],
    },
    { file: 'my rules/a:b', diagnostics, findings: [] },
  ];
  expect(sarifOf(found, '1.2.3')).toMatchInlineSnapshot(`
    {
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
      "runs": [
        {
          "columnKind": "utf16CodeUnits",
          "results": [
            {
              "level": "warning",
              "locations": [
                {
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "file:///etc/sysconfig/iptables",
                    },
                    "region": {
                      "startLine": 3,
                    },
                  },
                },
              ],
              "message": {
                "text": "\`:FORWARD DROP\` may be of docker; to mend it: write \`:FORWARD ACCEPT\`",
              },
              "ruleId": "FW005",
              "ruleIndex": 0,
            },
            {
              "level": "note",
              "locations": [
                {
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "file:///etc/sysconfig/iptables",
                    },
                    "region": {
                      "startLine": 9,
                    },
                  },
                },
              ],
              "message": {
                "text": "\`:FORWARD DROP\` may be of docker; to mend it: write \`:FORWARD ACCEPT\`",
              },
              "ruleId": "FW005",
              "ruleIndex": 0,
            },
            {
              "level": "error",
              "locations": [
                {
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "my%20rules/a%3Ab",
                    },
                    "region": {
                      "endColumn": 7,
                      "startColumn": 1,
                      "startLine": 2,
                    },
                  },
                },
              ],
              "message": {
                "text": "the chain has no policy; to mend it: write \`:CHAIN - [0:0]\`, or \`:INPUT ACCEPT [0:0]\` for a chain that is built in",
              },
              "ruleId": "missing-policy",
              "ruleIndex": 1,
            },
            {
              "level": "error",
              "locations": [
                {
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "my%20rules/a%3Ab",
                    },
                    "region": {
                      "endColumn": 3,
                      "startColumn": 1,
                      "startLine": 3,
                    },
                  },
                },
              ],
              "message": {
                "text": "the table has no chain \`U\` up to this line; to mend it: write \`:U - [0:0]\` at the head of the table, or mend the name",
              },
              "ruleId": "undeclared-chain",
              "ruleIndex": 2,
            },
          ],
          "tool": {
            "driver": {
              "name": "rulerun",
              "rules": [
                {
                  "defaultConfiguration": {
                    "level": "note",
                  },
                  "fullDescription": {
                    "text": "docker sets this policy",
                  },
                  "help": {
                    "text": "write \`:FORWARD ACCEPT\`",
                  },
                  "id": "FW005",
                },
                {
                  "defaultConfiguration": {
                    "level": "error",
                  },
                  "id": "missing-policy",
                },
                {
                  "defaultConfiguration": {
                    "level": "error",
                  },
                  "id": "undeclared-chain",
                },
              ],
              "version": "1.2.3",
            },
          },
        },
      ],
      "version": "2.1.0",
    }
  `);
});

test('a file lint finds nothing in gives a run without results', () => {
  expect(sarifOf([{ file: '-', diagnostics: [], findings: [] }], '1.2.3')).toMatchObject({
    runs: [{ results: [] }],
  });
});

test.for([
  ['-', 'stdin'],
  ['rules.txt', 'rules.txt'],
  ['a/ü #1', 'a/%C3%BC%20%231'],
  ['/a b', 'file:///a%20b'],
  ['\uD800', '%EF%BF%BD'],
] as const)('%s is the address %s', ([file, uri]) => {
  const log = sarifOf([{ file, diagnostics: [], findings: [finding] }], '1.2.3');
  expect(JSON.stringify(log)).toContain(`{"uri":"${uri}"}`);
});
