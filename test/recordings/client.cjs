const { createGoogle } = require('@ai-sdk/google');
const { Anthropic } = require('@anthropic-ai/sdk');
const { GoogleGenAI } = require('@google/genai');
const { OpenAI } = require('openai');
const { playAll } = require('./player.ts');

playAll({ OpenAI, Anthropic, GoogleGenAI, createGoogle });
