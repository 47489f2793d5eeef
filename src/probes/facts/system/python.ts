import { type JsonValue, jsonObject } from '../../../model/values/json.ts';
import { type FactGroup, words } from '../group.ts';
import { factProbe } from '../told.ts';

/** A host needs no Python: where none is installed, it has none of these facts. */
export const python: FactGroup = {
  name: 'python',
  subsets: words('min python python_version platform'),
  names: words('python python_version'),
  ask: () =>
    factProbe(['rr_facts_python'], function* ({ section }) {
      const [executable, numbers = '', version, kind = ''] = section('python');
      if (executable === undefined || version === undefined) return;
      const [major = 0, minor = 0, micro = 0] = numbers.split(' ').map(Number);
      const [, , , releaselevel = '', serial = ''] = numbers.split(' ');
      const [type = '', hasContext] = kind.split(' ');
      const parts: JsonValue[] = [major, minor, micro, releaselevel, Number(serial)];
      yield ['python_version', version];
      yield [
        'python',
        jsonObject(
          Object.entries({
            executable,
            has_sslcontext: hasContext === 'True',
            type,
            version: jsonObject(
              Object.entries({ major, minor, micro, releaselevel, serial: Number(serial) }),
            ),
            version_info: parts,
          }),
        ),
      ];
    }),
};
