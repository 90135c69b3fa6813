import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { airt } from '@airt/protocol';
import { createTestPeer } from '../../testing/peer.ts';
import { dispatchMessage, featuresOf } from './dispatch.ts';
import { MESSAGES } from './index.ts';
import type { MessageTable } from './message.ts';

const { AgentMessage } = airt.control.v1;
const FEATURES = new Set(featuresOf(MESSAGES));

/** The bytes of a message whose body is hostile: tag and length of field `number`, and bytes of a body. */
const messageOf = (number: number, body: Uint8Array): Uint8Array =>
  Uint8Array.from([...varint((number << 3) | 2), ...varint(body.byteLength), ...body]);
const varint = (value: number): number[] => (value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)]);

/** Bodies that decode whatever the message is: empty, unknown fields, fields of another type's number. */
const BODIES = [
  Uint8Array.of(),
  Uint8Array.of(0xfa, 0x3e, 0x01, 0x00),
  // Field 1 to 12 as empty bytes, which are empty texts, messages and lists.
  Uint8Array.from(Array.from({ length: 12 }, (_, index) => [((index + 1) << 3) | 2, 0]).flat()),
  // The same as a large number.
  Uint8Array.from(Array.from({ length: 12 }, (_, index) => [(index + 1) << 3, 0xff, 0xff, 0xff, 0xff, 0x7f]).flat()),
];

describe('the messages of agents', () => {
  it('have a file each, named as they are', () => {
    const files = readdirSync(new URL('.', import.meta.url)).filter((file) => !/^(index|message|dispatch)\.ts$|\.test\.ts$/.test(file));
    const names = files.map((file) => file.replace('.ts', '').replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()));
    assert.deepEqual(names.sort(), Object.keys(MESSAGES).sort());
  });

  it('may say anything: no handler throws', () => {
    let handled = 0;
    for (let number = 1; number < 32; number += 1) {
      for (const body of BODIES) {
        let message: airt.control.v1.AgentMessage;
        try {
          message = AgentMessage.decode(messageOf(number, body));
        } catch {
          continue;
        }
        dispatchMessage(MESSAGES, message, createTestPeer(), FEATURES);
        if (message.message !== undefined && message.message in MESSAGES) handled += 1;
      }
    }
    assert.ok(handled >= 2 * Object.keys(MESSAGES).length, `${handled} messages decoded`);
  });

  it('that need a feature are ignored where Welcome did not offer it', () => {
    const received: string[] = [];
    const table: MessageTable = {
      heartbeat: { handle: () => received.push('heartbeat') },
      signal: { feature: 'signal', handle: () => received.push('signal') },
    };
    assert.deepEqual(featuresOf(table), ['signal']);
    for (const offered of [new Set<string>(), new Set(['signal'])]) {
      dispatchMessage(table, { signal: {} }, createTestPeer(), offered);
      dispatchMessage(table, { heartbeat: {} }, createTestPeer(), offered);
    }
    assert.deepEqual(received, ['heartbeat', 'signal', 'heartbeat']);
  });

  it('without a handler are ignored', () => {
    const peer = createTestPeer();
    dispatchMessage(MESSAGES, { checkpoint: {}, sequence: 1 }, peer, FEATURES);
    assert.deepEqual([peer.calls, peer.events], [[], []]);
  });
});
