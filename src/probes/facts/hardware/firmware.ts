import type { FactGroup } from '../group.ts';
import { factProbe } from '../told.ts';

const FOLDER = '/sys/devices/virtual/dmi/id';

/** Facts by the file of the kernel's that has each. */
const FILES: Readonly<Record<string, string>> = {
  ...same('bios_date bios_vendor bios_version'),
  ...same('board_asset_tag board_name board_serial board_vendor board_version'),
  ...same('chassis_asset_tag chassis_serial chassis_vendor chassis_version'),
  ...same('product_name product_serial product_uuid product_version'),
  form_factor: 'chassis_type',
  system_vendor: 'sys_vendor',
};

function same(names: string): Readonly<Record<string, string>> {
  return Object.fromEntries(names.split(' ').map((name) => [name, name]));
}

/** Shapes of a case by their numbers in the SMBIOS specification, from 0. */
const SHAPES: readonly string[] =
  `Unknown|Other|Unknown|Desktop|Low Profile Desktop|Pizza Box|Mini Tower|Tower|Portable|Laptop|Notebook|Hand Held|\
Docking Station|All In One|Sub Notebook|Space-saving|Lunch Box|Main Server Chassis|Expansion Chassis|Sub Chassis|\
Bus Expansion Chassis|Peripheral Chassis|RAID Chassis|Rack Mount Chassis|Sealed-case PC|Multi-system|CompactPCI|\
AdvancedTCA|Blade|Blade Enclosure|Tablet|Convertible|Detachable|IoT Gateway|Embedded PC|Mini PC|Stick PC`.split(
    '|',
  );

export const firmware: FactGroup = {
  name: 'firmware',
  subsets: ['hardware'],
  brings: ['platform', 'python'],
  names: Object.keys(FILES),
  ask: () =>
    factProbe(
      ['rr_facts_files', ...Object.values(FILES).map((file) => `${FOLDER}/${file}`)],
      function* ({ there, content }) {
        // Without a product the kernel has read nothing of it, and Ansible does not look any further.
        const isKnown = there(`${FOLDER}/product_name`);
        for (const [name, file] of Object.entries(FILES)) {
          const value = (isKnown ? content(`${FOLDER}/${file}`) : undefined) ?? 'NA';
          const shape = name === 'form_factor' && value !== 'NA';
          yield [name, shape ? (SHAPES[Number(value)] ?? `unknown (${value})`) : value];
        }
      },
    ),
};
