// Node.js 18, as Debian 12 packages it, has no global crypto; imported before "jose", which looks for it there.
import { webcrypto } from 'node:crypto';

globalThis.crypto ??= webcrypto;
