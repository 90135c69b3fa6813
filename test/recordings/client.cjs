const { Anthropic } = require('@anthropic-ai/sdk');
const { OpenAI } = require('openai');
const { playAll } = require('./player.ts');

playAll({ OpenAI, Anthropic });
