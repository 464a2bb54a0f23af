import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '../log/log.ts';
import { answerTo } from './error-answer.ts';

/** Turns every thrown error into the one error shape. A stack goes to the log, never into the answer. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const answer = answerTo(error);
    const facts = { requestId: request.id, route: `${request.method} ${request.routeOptions.url ?? '(none)'}`, code: answer.code };
    if (answer.isFault) this.log.error({ ...facts, err: error, stack: error }, 'A request failed');
    else this.log.debug(facts, 'A request was refused');
    if (reply.sent || reply.raw.headersSent) {
      // A stream that broke on its way: only cutting the connection tells the reader.
      reply.raw.destroy();
      return;
    }
    if (answer.retryAfterSeconds !== undefined) void reply.header('retry-after', String(answer.retryAfterSeconds));
    void reply.status(answer.status).type('application/json; charset=utf-8').send({
      error: { code: answer.code, message: answer.message, requestId: request.id, ...(answer.fields && { fields: answer.fields }), ...(answer.values && { values: answer.values }) },
    });
  }
}
