import { createGoogle } from '@ai-sdk/google';
import { Anthropic } from '@anthropic-ai/sdk';
import { GoogleGenAI } from '@google/genai';
import { OpenAI } from 'openai';
import { playAll } from './player.ts';

await playAll({ OpenAI, Anthropic, GoogleGenAI, createGoogle });
