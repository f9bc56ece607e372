import { api } from '../src/api/client.js';
console.log(JSON.stringify(await api.entities.Tide.list()));
