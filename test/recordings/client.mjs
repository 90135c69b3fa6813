import { Anthropic } from '@anthropic-ai/sdk';
import { OpenAI } from 'openai';
import { playAll } from './player.ts';

await playAll({ OpenAI, Anthropic });
