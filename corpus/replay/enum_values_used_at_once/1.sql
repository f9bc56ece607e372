create type stage as enum ('one');
