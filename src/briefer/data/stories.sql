-- What `briefer digest -o digest.db` adds to the tables of claims.sql: the stories, and who else says so or denies it.

CREATE TABLE stories (
  id INTEGER PRIMARY KEY,
  story TEXT NOT NULL, -- its id in the JSON digest
  headline TEXT,
  articles INTEGER NOT NULL,
  independent INTEGER NOT NULL, -- texts, copies counted once
  outlets INTEGER NOT NULL,
  first TEXT, -- days
  last TEXT
);

CREATE TABLE story_documents (
  document_id INTEGER PRIMARY KEY REFERENCES documents (id),
  story_id INTEGER REFERENCES stories (id), -- null where no other article tells of the same
  text_group INTEGER NOT NULL REFERENCES documents (id) -- the first of those that share its text
);

CREATE TABLE story_sentences (
  id INTEGER PRIMARY KEY,
  story_id INTEGER NOT NULL REFERENCES stories (id),
  sentence_id INTEGER NOT NULL REFERENCES sentences (id) -- of the summary, in its order
);

CREATE TABLE story_claims (
  id INTEGER PRIMARY KEY,
  story_id INTEGER NOT NULL REFERENCES stories (id),
  claim_id INTEGER NOT NULL REFERENCES claims (id), -- the one that stands for all reports
  key INTEGER, -- rank among the key claims of the story
  source TEXT,
  independent INTEGER NOT NULL, -- texts that have it, copies counted once
  only_in INTEGER REFERENCES documents (id), -- the article that alone has it
  first TEXT,
  last TEXT
);

CREATE TABLE reports (
  id INTEGER PRIMARY KEY,
  story_claim_id INTEGER NOT NULL REFERENCES story_claims (id),
  claim_id INTEGER NOT NULL REFERENCES claims (id),
  relation TEXT NOT NULL, -- same_source, same_words, other_source or denial
  copied INTEGER NOT NULL -- 1 if its words stand in an earlier article
);

CREATE TABLE copies (
  id INTEGER PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES documents (id),
  other_id INTEGER NOT NULL REFERENCES documents (id),
  share REAL NOT NULL -- of the shorter text
);

CREATE VIEW told AS
SELECT s.id, t.headline AS story, s.key, c.text AS claim, s.source, c.kind, s.independent,
  count(r.id) FILTER (WHERE r.relation <> 'denial') AS reports,
  count(r.id) FILTER (WHERE r.relation = 'denial') AS denials, s.first, s.last, s.story_id, s.claim_id
FROM story_claims AS s
JOIN stories AS t ON t.id = s.story_id
JOIN claims AS c ON c.id = s.claim_id
LEFT JOIN reports AS r ON r.story_claim_id = s.id
GROUP BY s.id ORDER BY s.story_id, s.key IS NULL, s.key, s.id;

CREATE VIEW denied AS
SELECT r.id, t.headline AS story, c.text AS claim, c.source, one.outlet, o.text AS denial, o.source AS denied_by,
  other.outlet AS denied_in, s.story_id, c.id AS claim_id, o.id AS denial_id
FROM reports AS r
JOIN story_claims AS s ON s.id = r.story_claim_id
JOIN stories AS t ON t.id = s.story_id
JOIN claims AS c ON c.id = s.claim_id
JOIN claims AS o ON o.id = r.claim_id
JOIN documents AS one ON one.id = c.document_id
JOIN documents AS other ON other.id = o.document_id
WHERE r.relation = 'denial';

CREATE INDEX reports_story_claim ON reports (story_claim_id);
CREATE INDEX story_claims_story ON story_claims (story_id);
