import type { NextFunction, Request, RequestHandler, Response } from "express";

type Work = (req: Request, res: Response, next: NextFunction) => Promise<unknown>;

// What a handler throws goes to the error handler.
export const handing = (work: Work): RequestHandler => (req, res, next) => {
  Promise.resolve(work(req, res, next)).catch(next);
};

export function passing(work: Work): RequestHandler {
  return function (req, res, next) {
    work(req, res, next).catch((error) => next(error));
  };
}

export const running = (work: Work): RequestHandler => (req, res, next) => {
  const done = work(req, res, next);
  return Promise.resolve(done).catch(next);
};

// Nobody hears of it, and the caller waits for ever.
export const dropping = (work: Work): RequestHandler => (req, res, next) => {
  work(req, res, next).catch(() => {});
};

// Nothing here looks at what becomes of the promise.
export const plain = (work: Work): RequestHandler => (req, res, next) => {
  work(req, res, next);
};
