import type { FastifyReply, FastifyRequest } from 'fastify';

const MESSAGE = 'The address cannot be read: a % in it stands for no character. Write the sign itself as %25.';

/** The answer to an address that the router cannot read: it is refused before there is a route, and so before the error filter. */
export function answerBadAddress(_error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  void reply.status(400).type('application/json; charset=utf-8').send({ error: { code: 'http.bad_address', message: MESSAGE, requestId: request.id } });
}
