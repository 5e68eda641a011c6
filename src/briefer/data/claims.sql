-- Briefs as a database, schema briefer/database-1: docs/database.md explains it, `briefer schema database` prints it.
--
-- Offsets are half-open, in Unicode code points of documents.text: substr(text, start + 1, stop - start) are the words.
-- `stop` is what JSON and CSV call `end`, a word that SQL keeps to itself. An id is that of its document times ten
-- million, plus the number within: claim 20000003 is claim 3 of document 2.

CREATE TABLE about (
  name TEXT PRIMARY KEY,
  value TEXT
) WITHOUT ROWID;

CREATE TABLE documents (
  id INTEGER PRIMARY KEY, -- from 1, in the order of the inputs
  name TEXT NOT NULL, -- its id, otherwise its path, otherwise the start of its digest
  path TEXT,
  url TEXT,
  outlet TEXT, -- the paper or site, otherwise the host of its address
  published TEXT, -- as the document says
  day TEXT, -- the same as YYYY-MM-DD, where that can be told
  headline TEXT,
  headline_origin TEXT, -- title, given or made
  dek TEXT,
  authors TEXT, -- several with "; " between them
  language TEXT NOT NULL,
  words INTEGER NOT NULL,
  format TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  warnings TEXT,
  text TEXT NOT NULL
  /* columns of the corpus */
);

CREATE TABLE sentences (
  id INTEGER PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES documents (id),
  number INTEGER NOT NULL, -- from 0, as in JSON
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  text TEXT NOT NULL,
  role TEXT NOT NULL,
  paragraph INTEGER NOT NULL,
  score REAL NOT NULL, -- compare within a document only
  summary INTEGER NOT NULL -- 1 if the summary has it
);

CREATE TABLE sources (
  id INTEGER PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES documents (id),
  name TEXT NOT NULL,
  key TEXT NOT NULL, -- the name in small letters, to group by across documents
  type TEXT NOT NULL,
  claims INTEGER NOT NULL -- how many the document has of it
);

CREATE TABLE claims (
  id INTEGER PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES documents (id),
  claim TEXT NOT NULL, -- its id within the document, as in JSON
  key INTEGER, -- rank among the key claims, null for others
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  text TEXT NOT NULL,
  sentence_id INTEGER NOT NULL REFERENCES sentences (id),
  kind TEXT NOT NULL,
  source_id INTEGER REFERENCES sources (id),
  source TEXT, -- the canonical name, null if nobody is named
  source_type TEXT NOT NULL,
  source_role TEXT,
  anonymous INTEGER NOT NULL, -- 1 if the source is unnamed
  via TEXT,
  cue TEXT, -- the base form of the word that reports
  certainty TEXT NOT NULL,
  polarity TEXT NOT NULL,
  confidence TEXT NOT NULL,
  paragraph INTEGER NOT NULL,
  score REAL NOT NULL
);

CREATE TABLE spans (
  id INTEGER PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES documents (id),
  claim_id INTEGER NOT NULL REFERENCES claims (id),
  part TEXT NOT NULL, -- source, cue, content, audience, via, time, marker, quote, or context: what it refers to
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  text TEXT NOT NULL
);

CREATE TABLE relations (
  id INTEGER PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES documents (id),
  claim_id INTEGER NOT NULL REFERENCES claims (id),
  relation TEXT NOT NULL, -- caveat: the other denies or qualifies it; support: another source says the same
  other_id INTEGER NOT NULL REFERENCES claims (id)
);

CREATE VIRTUAL TABLE claims_fts USING fts5 (
  text, source, content="claims", content_rowid="id", tokenize="porter unicode61"
);

CREATE VIRTUAL TABLE sentences_fts USING fts5 (
  text, content="sentences", content_rowid="id", tokenize="porter unicode61"
);

CREATE VIEW said AS
SELECT c.id, d.outlet, d.day, d.headline, c.source, c.kind, c.text AS claim, c.certainty, c.polarity, c.anonymous,
  c.confidence, c.key, c.paragraph, d.name AS document, d.url, c.document_id /* their columns */
FROM claims AS c JOIN documents AS d ON d.id = c.document_id;

CREATE VIEW key_claims AS
SELECT c.id, d.headline, c.key, c.text AS claim, c.source, c.kind, c.certainty, c.paragraph, d.outlet, d.day,
  d.name AS document, d.url, c.document_id /* their columns */
FROM claims AS c JOIN documents AS d ON d.id = c.document_id
WHERE c.key IS NOT NULL ORDER BY c.document_id, c.key;

CREATE VIEW contradictions AS
SELECT r.id, c.source, c.text AS claim, o.source AS denied_by, o.text AS denial, d.headline, d.outlet, d.day,
  d.name AS document, d.url, c.id AS claim_id, o.id AS denial_id, c.document_id /* their columns */
FROM relations AS r
JOIN claims AS c ON c.id = r.claim_id
JOIN claims AS o ON o.id = r.other_id
JOIN documents AS d ON d.id = r.document_id
WHERE r.relation = 'caveat' AND (o.kind = 'denial' OR o.polarity = 'denied');

CREATE VIEW anonymity AS
SELECT d.outlet, substr(d.day, 1, 7) AS month, count(*) AS claims, sum(c.anonymous) AS anonymous,
  round(avg(c.anonymous), 3) AS share
FROM claims AS c JOIN documents AS d ON d.id = c.document_id
WHERE c.kind <> 'fact'
GROUP BY d.outlet, month ORDER BY d.outlet, month;

-- What makes joins quick; made when all rows are there.

CREATE INDEX claims_document ON claims (document_id);
CREATE INDEX claims_source ON claims (source_id);
CREATE INDEX sentences_document ON sentences (document_id);
CREATE INDEX sources_key ON sources (key);
CREATE INDEX spans_claim ON spans (claim_id);
CREATE INDEX relations_claim ON relations (claim_id);
CREATE INDEX relations_other ON relations (other_id);
