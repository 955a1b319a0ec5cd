// The npm package oidc-provider on a free loopback port, with a robot in place of its sign-in and consent pages.
// Prints one JSON line when ready; ends with its standard input.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import http from 'node:http';
import Provider from 'oidc-provider';

const secret = randomBytes(24).toString('base64url');
const client = (id) => ({
  client_id: id,
  client_secret: secret,
  application_type: 'native', // any loopback port, RFC 8252 7.3
  redirect_uris: ['http://127.0.0.1/callback'],
  response_types: ['code'],
  grant_types: ['authorization_code'],
  token_endpoint_auth_method: 'client_secret_post',
});

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const configuration = {
  clients: [client('baton'), client('baton-denied')],
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'test-1', use: 'sig', alg: 'RS256' }] },
  cookies: { keys: [randomBytes(32).toString('hex')] },
  pkce: { required: () => true, methods: ['S256'] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
};

async function allow(provider, { params, session, grantId }) {
  const grant = grantId ? await provider.Grant.find(grantId)
    : new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  return { consent: { grantId: await grant.save() } };
}

async function robot(provider, request, response) {
  const details = await provider.interactionDetails(request, response);
  let result;
  if (details.prompt.name === 'login') result = { login: { accountId: 'ada' } };
  else if (details.params.client_id === 'baton-denied') result = { error: 'access_denied', error_description: 'Ada said no' };
  else result = await allow(provider, details);
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: true });
}

const server = http.createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, configuration);
  const serve = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url.startsWith('/interaction/')) return serve(request, response);
    return robot(provider, request, response).catch((error) => {
      console.error(error);
      response.writeHead(500).end();
    });
  });
  console.log(JSON.stringify({ issuer, secret }));
});
process.stdin.on('end', () => process.exit(0)).resume();
