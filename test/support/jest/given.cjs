// Loaded by jest, which gives a file its own of these.
module.exports = require('@jest/globals');
