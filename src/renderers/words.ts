export { counted, duration, named } from '../report/words.ts';
