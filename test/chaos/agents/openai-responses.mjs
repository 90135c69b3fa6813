import OpenAI from 'openai';
import { responses } from './loops.cjs';

await responses(OpenAI, process.argv[2] === 'stream');
console.log('done');
