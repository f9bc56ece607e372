const write = (level: string, message: string, fields: object) =>
  console.log(JSON.stringify({ level, message, ...fields }));
export const logger = {
  info: (message: string, fields = {}) => write('info', message, fields),
  error: (message: string, fields = {}) => write('error', message, fields),
};
