// An application with module hooks of its own.
import { register } from 'node:module';

register('./hooks.mjs', import.meta.url);
const { greeting } = await import('virtual:greeting');
console.log(greeting);
await import('./openai-chat.mjs');
