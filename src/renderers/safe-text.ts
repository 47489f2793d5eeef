export { inOneLine, safeJson, safeLine, safeText } from '../report/safe-text.ts';
