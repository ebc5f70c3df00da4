/* The reader of the search index: folds a query, fetches the few files it needs, and finds, ranks, filters and counts. The
   description of the index is FORMAT.md beside its builder; numbers of sections below are those of that text. */
globalThis.GoalbookSearch = (function () {
  "use strict";

  const FOLDER = "search/data/";
  const HEAD = 'goalbookPart("';
  const NAME = 10;
  const LONGEST = 32;
  const SHORTEST = 4;
  const MOST = 3; // characters of a term that is no end of a run
  const limits = { few: 20 }; // so many documents are looked into, rather than fetching positions
  const DROPPED = /[\p{Cc}\p{Cf}\p{Z}\uFE00-\uFE0F\u{E0100}-\u{E01EF}]/u;
  const RUN = /[0-9a-z](?:[0-9a-z]|[.,](?<=[0-9].)(?=[0-9]))*/g;
  const NUMBER = /^([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?$/;
  const WORD = /["“]([^\n]*?)["”](?!\S)|(\S+)/g;
  const UNKNOWN = { year: "undated" }; // an empty value in addresses; of all other facets "-"
  const toAddress = (facet, id) => id || UNKNOWN[facet] || "-";
  const fromAddress = (facet, text) => (text === toAddress(facet, "") ? "" : text);
  const FACETS = ["year", "body", "region", "form", "stage", "category", "kind", "band"];
  const SORTS = ["relevance", "year", "amount", "title"];

  /* A file that isn't there: the site was published anew. */
  class Missing extends Error {}
  /* A file that can't be fetched. */
  class Unreachable extends Error {}

  // ---- Folding (section 2)

  function folding(variants) {
    const became = Array.from(variants[0]);
    const same = new Map(Array.from(variants[1]).map((from, n) => [from, became[n]]));
    const known = new Map();

    function one(character) {
      let folded = known.get(character);
      if (folded === undefined) {
        const whole = character.normalize("NFKC").toUpperCase().toLowerCase();
        folded = "";
        for (const c of whole) if (!DROPPED.test(c)) folded += same.get(c) ?? c;
        known.set(character, folded);
      }
      return folded;
    }

    const compared = (text) => text.replaceAll(">=", "≥").replaceAll("<=", "≤");
    const fold = (text) => compared(Array.from(text, one).join(""));

    /* The folded text and, for each UTF-16 unit of it, the range of the text it came from. */
    fold.placed = function (text) {
      let folded = "";
      const from = [];
      let at = 0;
      for (const character of text) {
        for (const unit of one(character).split("")) {
          const pair = unit === "=" && (folded.endsWith(">") || folded.endsWith("<"));
          if (pair) {
            folded = folded.slice(0, -1) + (folded.endsWith(">") ? "≥" : "≤");
            from[from.length - 1] = [from[from.length - 1][0], at + character.length];
          } else {
            folded += unit;
            from.push([at, at + character.length]);
          }
        }
        at += character.length;
      }
      return { folded, from };
    };
    return fold;
  }

  // ---- Runs and numbers (section 3)

  const isNumber = (run) => NUMBER.test(run);
  const hasNumber = (text) => (text.match(RUN) || []).some(isNumber);

  function evenNumber(run) {
    const match = NUMBER.exec(run);
    if (!match) return run;
    const whole = match[1].replaceAll(",", "");
    return match[2] ? (whole + match[2]).replace(/0+$/, "").replace(/\.$/, "") : whole;
  }

  const even = (folded) => folded.replace(RUN, evenNumber);

  function evenText(folded) {
    const evened = even(folded);
    return evened === folded || isNumber(folded) ? "" : evened;
  }

  // ---- Plan (section 5)

  function plan(query, fold) {
    const words = new Map();
    for (const match of query.matchAll(WORD)) {
      const quoted = match[1] !== undefined;
      const folded = fold(quoted ? match[1] : match[2]);
      const key = (quoted ? "“" : " ") + folded;
      if (folded && !words.has(key)) words.set(key, { folded, quoted, alternatives: alternatives(folded, quoted) });
    }
    return Array.from(words.values());
  }

  /* Each alternative is a text, the terms it stands in ("" or the mark of even texts), and its pieces. */
  function alternatives(folded, quoted) {
    const found = [{ text: folded, marked: "", pieces: pieces(folded, "") }];
    if (quoted || !hasNumber(folded)) return found;
    const evened = isNumber(folded) ? evenNumber(folded) : even(folded);
    if (isNumber(folded)) {
      found.push({ text: evened, marked: "＝", pieces: [{ offset: 0, text: "＝" + evened, prefix: false }] });
      return found;
    }
    found.push({ text: evened, marked: "＃", pieces: pieces(evened, "＃") });
    if (evened !== folded) found.push({ text: evened, marked: "", pieces: pieces(evened, "") });
    return found;
  }

  function pieces(text, mark) {
    const characters = Array.from(text);
    const made = [];
    const add = (offset, end, prefix) =>
      made.push({ offset, text: mark + characters.slice(offset, end).join(""), prefix });
    const threes = function (first, end) {
      let at = first;
      for (; at + MOST <= end; at += MOST) add(at, at + MOST, false);
      if (at < end) add(Math.max(end - MOST, 0), Math.max(end - MOST, 0) + MOST, false);
    };
    if (characters.length <= MOST) {
      add(0, MOST, false);
      return made;
    }
    // One unit for each character, so that places are counted in characters.
    const flat = characters.map((c) => (c.length > 1 ? "\uFFFF" : c)).join("");
    let at = 0;
    for (const match of flat.matchAll(RUN)) {
      const [run, start] = [match[0], match.index];
      if (run.length < SHORTEST) continue;
      threes(at, start);
      for (let from = 0; from < run.length; from += LONGEST) {
        while (run.length - from < SHORTEST || run[from] === "." || run[from] === ",") from -= 1;
        add(start + from, Math.min(start + from + LONGEST, start + run.length), true);
      }
      at = start + run.length;
    }
    threes(at, characters.length);
    return made;
  }

  /* Whether a word stands in a folded text (section 7). */
  function standsIn(word, folded) {
    if (folded.includes(word.folded)) return true;
    if (word.quoted || !hasNumber(word.folded)) return false;
    return word.alternatives.some((one) => alternativeIn(one, folded));
  }

  function alternativeIn(one, folded) {
    if (one.marked === "＝") return (folded.match(RUN) || []).some((run) => isNumber(run) && evenNumber(run) === one.text);
    return (one.marked ? evenText(folded) : folded).includes(one.text);
  }

  /* The ranges of a text that a word covers, in UTF-16 units. */
  function rangesIn(word, text, fold) {
    const { folded, from } = fold.placed(text);
    const found = [];
    const collect = function (whole, places, part) {
      for (let at = whole.indexOf(part); at >= 0; at = whole.indexOf(part, at + part.length)) {
        found.push([places[at][0], places[at + part.length - 1][1]]);
      }
    };
    for (const one of word.alternatives) {
      if (one.marked === "") {
        collect(folded, from, one.text);
        continue;
      }
      let evened = "";
      const places = [];
      let last = 0;
      const keep = (start, end) => {
        evened += folded.slice(start, end);
        places.push(...from.slice(start, end));
      };
      for (const match of folded.matchAll(RUN)) {
        const end = match.index + match[0].length;
        const range = [from[match.index][0], from[end - 1][1]];
        const number = evenNumber(match[0]);
        if (one.marked === "＝" && isNumber(match[0]) && number === one.text) found.push(range);
        keep(last, match.index);
        if (number === match[0]) keep(match.index, end);
        else {
          evened += number;
          places.push(...Array.from(number, () => range));
        }
        last = end;
      }
      keep(last, folded.length);
      if (one.marked === "＃") collect(evened, places, one.text);
    }
    return joined(found);
  }

  function joined(ranges) {
    const out = [];
    for (const [start, end] of ranges.sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
      const last = out[out.length - 1];
      if (last && start <= last[1]) last[1] = Math.max(last[1], end);
      else out.push([start, end]);
    }
    return out;
  }

  // ---- Files (section 6)

  function unescaped(bytes) {
    const out = new Uint8Array(bytes.length);
    let length = 0;
    for (let at = 0; at < bytes.length; at++) {
      let byte = bytes[at];
      if (byte === 92) {
        byte = bytes[++at];
        byte = byte === 110 ? 10 : byte === 114 ? 13 : byte;
      }
      out[length++] = byte;
    }
    return out.subarray(0, length);
  }

  /* The payload of compressed bytes. Those that were made with a primer are the rest of a stream that begins with it,
     so it goes ahead of them, in a block that isn't compressed. */
  async function inflated(bytes, primer) {
    const size = primer ? primer.length : 0;
    const parts = size ? [Uint8Array.of(0, size & 255, size >> 8, ~size & 255, (~size >> 8) & 255), primer, bytes] : [bytes];
    const stream = new Blob(parts).stream().pipeThrough(new DecompressionStream(size ? "deflate-raw" : "deflate"));
    return new Uint8Array(await new Response(stream).arrayBuffer()).subarray(size);
  }

  async function fetched(url, fresh) {
    let bytes;
    try {
      const answer = await fetch(url, { cache: fresh ? "reload" : "default" });
      if (answer.status === 404 || answer.status === 410) throw new Missing(url);
      if (!answer.ok) throw new Unreachable(url);
      bytes = new Uint8Array(await answer.arrayBuffer());
    } catch (error) {
      throw error instanceof Missing ? error : new Unreachable(url);
    }
    // A server may answer with a page of its own where a file isn't.
    if (String.fromCharCode(...bytes.subarray(0, HEAD.length)) !== HEAD) throw new Missing(url);
    return unescaped(bytes.subarray(HEAD.length, bytes.length - 2));
  }

  const waiting = new Map(); // by script element

  globalThis.goalbookPart = function (text) {
    const bytes = new Uint8Array(text.length);
    for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at) & 255;
    const resolve = waiting.get(document.currentScript);
    if (resolve) resolve(bytes);
  };

  function scripted(url, fresh) {
    const script = document.createElement("script");
    return new Promise(function (resolve, reject) {
      waiting.set(script, resolve);
      script.charset = "x-user-defined";
      script.src = fresh ? url + "?" + performance.now() : url;
      script.onload = script.onerror = () => reject(new Missing(url));
      document.head.append(script);
    }).finally(function () {
      waiting.delete(script);
      script.remove();
    });
  }

  async function part(url, { fresh = false, primer = null } = {}) {
    const bytes = await (new URL(url).protocol === "file:" ? scripted : fetched)(url, fresh);
    const first = await primer;
    try {
      return await inflated(bytes, first);
    } catch {
      throw new Missing(url);
    }
  }

  const text = (bytes) => new TextDecoder().decode(bytes);
  const json = (bytes) => JSON.parse(text(bytes));
  const split = (names) => names.match(new RegExp(`.{${NAME}}`, "g")) || [];

  /* Numbers of a payload, one after the other; they can pass 2^32. */
  class Bytes {
    constructor(bytes, at = 0) {
      this.bytes = bytes;
      this.at = at;
    }

    number() {
      let value = 0;
      let unit = 1;
      for (;;) {
        const byte = this.bytes[this.at++];
        value += (byte & 127) * unit;
        if (byte < 128) return value;
        unit *= 128;
      }
    }

    take(length) {
      this.at += length;
      return this.bytes.subarray(this.at - length, this.at);
    }
  }

  const hasPositions = (term) => term[0] !== "＝" && Array.from(term.replace(/^＃/, "")).length >= MOST;

  function readTerms(payload) {
    const bytes = new Bytes(payload);
    const count = bytes.number();
    const files = Array.from({ length: bytes.number() }, () => ({ name: text(bytes.take(NAME)), count: bytes.number() }));
    const entries = [];
    let term = "";
    let placed = 0;
    for (let n = 0; n < count; n++) {
      term = term.slice(0, bytes.number()) + text(bytes.take(bytes.number()));
      entries.push({ term, documents: bytes.number(), length: bytes.number(), place: hasPositions(term) ? placed++ : -1 });
    }
    for (const entry of entries) {
      entry.at = bytes.at;
      bytes.at += entry.length + entry.documents;
    }
    return { payload, files, entries };
  }

  /* The documents of a term and its weights in them. */
  function readList(file, entry) {
    const bytes = new Bytes(file.payload, entry.at);
    const documents = new Int32Array(entry.documents);
    let last = 0;
    for (let n = 0; n < documents.length; n++) documents[n] = last += bytes.number();
    return { file, entry, documents, weights: bytes.take(entry.documents) };
  }

  /* The positions of the terms of one position file: how many in each document, the gaps between what
     is above their lowest bytes, and those. */
  function readPositions(payload, entries) {
    const bytes = new Bytes(payload);
    let total = 0;
    const terms = entries.map(function (entry) {
      const counts = Array.from({ length: entry.documents }, () => bytes.number());
      const start = total;
      total += counts.reduce((sum, count) => sum + count, 0);
      return { counts, start };
    });
    const positions = new Float64Array(total);
    const low = payload.length - total;
    let at = 0;
    for (const count of terms.flatMap((term) => term.counts)) {
      let high = 0;
      for (const end = at + count; at < end; at++) {
        high += bytes.number();
        positions[at] = high * 256 + payload[low + at];
      }
    }
    return { terms, positions };
  }

  /* The card of a document, and its cells: anchor, labels and text of each. */
  function readDocument(payload) {
    const { card, labels: table, cells } = json(payload);
    let record = "";
    let labels = [];
    const read = cells.map(function ([anchor, text, shared, ...others], n) {
      if (!anchor || anchor[0] === ":") anchor = record + anchor;
      record = anchor.split(":")[0];
      const label = (one) => (one < 0 ? cells[n + one][1].trim().split(/\s+/).join(" ") : table[one]);
      labels = [...labels.slice(0, shared), ...others.map(label)];
      return [anchor, labels.join(" › "), text];
    });
    return { card, cells: read };
  }

  function readColumn(payload) {
    const bytes = new Bytes(payload);
    const head = json(bytes.take(bytes.number()));
    const values = [];
    while (bytes.at < payload.length) values.push(bytes.number());
    return { head, values };
  }

  // ---- The index

  class Index {
    constructor(base, manifest) {
      this.base = base;
      this.manifest = manifest;
      this.size = manifest.documents;
      this.date = manifest.date;
      this.fold = folding(manifest.variants);
      this.termNames = split(manifest.terms);
      this.groups = split(manifest.groups);
      this.files = new Map();
      this.yearPlace = new Int32Array(this.size);
      manifest.years.forEach(([, first], n) => this.yearPlace.fill(n, first));
    }

    /* A named file as ``read`` gives it, fetched once; ``primer`` is awaited where there is one. */
    file(name, read, primer) {
      if (!this.files.has(name)) {
        const reading = part(`${this.base}${FOLDER}${name.slice(0, 2)}/${name}.bin`, { primer }).then(read);
        reading.catch(() => this.files.delete(name));
        this.files.set(name, reading);
      }
      return this.files.get(name);
    }

    column(name) {
      return this.file(this.manifest.columns[name], readColumn);
    }

    year(number) {
      return this.manifest.years[this.yearPlace[number]][0];
    }

    /* Newest first, then the order of the documents. */
    later(a, b) {
      const rank = (n) => (this.year(n) ? this.yearPlace[n] : -1);
      return rank(b) - rank(a) || a - b;
    }

    /* The lists of the terms of a piece. */
    async lists(piece) {
      const { firsts } = this.manifest;
      let low = 0;
      for (let high = firsts.length; low < high; ) {
        const middle = (low + high) >> 1;
        if (firsts[middle] <= piece.text) low = middle + 1;
        else high = middle;
      }
      const numbers = low ? [low - 1] : [];
      if (piece.prefix) while (low < firsts.length && firsts[low].startsWith(piece.text)) numbers.push(low++);
      const files = await Promise.all(numbers.map((n) => this.file(this.termNames[n], readTerms)));
      const fits = piece.prefix ? (one) => one.term.startsWith(piece.text) : (one) => one.term === piece.text;
      return files.flatMap((file) => file.entries.filter(fits).map((entry) => readList(file, entry)));
    }

    /* The score of a piece in every document, -1 where it isn't (section 8). */
    scores(lists) {
      const out = new Int32Array(this.size).fill(-1);
      for (const { documents, weights } of lists) {
        const held = documents.length;
        const idf = Math.floor(32 * Math.log(1 + (this.size - held + 0.5) / (held + 0.5)) + 0.5);
        for (let n = 0; n < held; n++) out[documents[n]] = Math.max(out[documents[n]], idf * weights[n]);
      }
      return out;
    }

    /* Where a piece stands in some documents: by document the places, each less the piece's offset. */
    async bases(piece, wanted) {
      const out = new Map();
      await Promise.all(piece.lists.map(async ({ file, entry, documents }) => {
        let first = 0;
        const held = file.files.find((one) => (entry.place < first + one.count ? true : ((first += one.count), false)));
        const placed = file.entries.filter((one) => one.place >= first && one.place < first + held.count);
        const { terms, positions } = await this.file(held.name, (payload) => readPositions(payload, placed));
        const { counts, start } = terms[entry.place - first];
        let at = start;
        documents.forEach(function (number, n) {
          const end = at + counts[n];
          if (wanted.has(number)) {
            const kept = out.get(number) || new Set();
            for (; at < end; at++) kept.add(positions[at] - piece.offset);
            out.set(number, kept);
          }
          at = end;
        });
      }));
      return out;
    }

    /* Strike out the documents that have all pieces of a text but not in a row (section 5, number 4). */
    async verify(alternative, candidates) {
      const unsure = candidates.filter((number) => alternative.scores[number] >= 0);
      const wanted = new Set(unsure);
      const all = unsure.length ? await Promise.all(alternative.pieces.map((piece) => this.bases(piece, wanted))) : [];
      for (const number of unsure) {
        const [first, ...others] = all.map((bases) => bases.get(number) || new Set());
        if (!Array.from(first).some((base) => others.every((one) => one.has(base)))) alternative.scores[number] = -1;
      }
    }

    async look(unsure, candidates) {
      const cells = await Promise.all(candidates.map((number) => this.cells(number)));
      candidates.forEach((number, n) => {
        const folded = cells[n].map((cell) => this.fold(cell[2]));
        for (const one of unsure) {
          if (!folded.some((text) => alternativeIn(one, text))) one.scores[number] = -1;
        }
      });
    }

    /* What a query finds, best first: filters come afterwards. */
    async search(query) {
      this.primer().catch(() => {}); // wanted for what is found
      const words = plan(query, this.fold);
      const answer = { words, relaxed: false, scores: new Int32Array(this.size), numbers: [], hints: [] };
      if (!words.length) {
        answer.numbers = Array.from({ length: this.size }, (_, n) => n);
        answer.numbers.sort((a, b) => this.later(a, b));
        return answer;
      }
      const all = words.flatMap((word) => word.alternatives);
      await Promise.all(all.flatMap((one) => one.pieces).map(async (piece) => {
        piece.lists = await this.lists(piece);
        piece.scores = this.scores(piece.lists);
      }));
      for (const one of all) one.scores = this.textScores(one.pieces);
      const unsure = all.filter((one) => one.pieces.length > 1);
      let found = this.holding(words);
      if (unsure.length && found.length) {
        if (found.length <= limits.few) await this.look(unsure, found);
        else await Promise.all(unsure.map((one) => this.verify(one, found)));
        found = this.holding(words);
      }
      for (const number of found) {
        for (const word of words) {
          answer.scores[number] += Math.max(...word.alternatives.map((one) => one.scores[number]));
        }
      }
      answer.numbers = found.sort((a, b) => answer.scores[b] - answer.scores[a] || this.later(a, b));
      if (!found.length) this.relax(answer);
      return answer;
    }

    textScores(pieces) {
      if (pieces.length === 1) return pieces[0].scores.slice();
      const out = new Int32Array(this.size);
      for (let number = 0; number < this.size; number++) {
        let sum = 0;
        for (const piece of pieces) {
          if (piece.scores[number] < 0) {
            sum = -1;
            break;
          }
          sum += piece.scores[number];
        }
        out[number] = sum < 0 ? -1 : Math.floor(sum / pieces.length);
      }
      return out;
    }

    /* The documents that hold every word, as far as the scores tell. */
    holding(words) {
      const found = [];
      for (let number = 0; number < this.size; number++) {
        if (words.every((word) => word.alternatives.some((one) => one.scores[number] >= 0))) found.push(number);
      }
      return found;
    }

    relax(answer) {
      const kept = new Map();
      for (const word of answer.words) {
        for (const piece of word.alternatives[0].pieces) kept.set(`${piece.prefix} ${piece.text}`, piece);
      }
      const counts = new Int32Array(this.size);
      for (const { scores } of kept.values()) {
        scores.forEach((score, number) => {
          if (score < 0) return;
          counts[number] += 1;
          answer.scores[number] += score;
        });
      }
      const best = counts.reduce((most, count) => Math.max(most, count), 0);
      const least = Math.ceil(0.75 * best);
      answer.relaxed = true;
      answer.hints = Array.from(kept.values(), (piece) => piece.text);
      answer.numbers = [];
      for (let number = 0; best && number < this.size; number++) if (counts[number] >= least) answer.numbers.push(number);
      answer.numbers.sort(
        (a, b) => counts[b] - counts[a] || answer.scores[b] - answer.scores[a] || this.later(a, b));
    }

    // ---- Documents (section 7)

    async document(number) {
      const { each } = this.manifest;
      const name = `${this.groups[Math.floor(number / each)]}-${number % each}`;
      return this.file(name, readDocument, this.primer());
    }

    async card(number) {
      const [url, title, body, form, money] = (await this.document(number)).card;
      return { number, url, title, body, form, money, year: this.year(number) };
    }

    async cells(number) {
      return (await this.document(number)).cells;
    }

    primer() {
      return this.file(this.manifest.primer, (payload) => payload);
    }

    /* The cells of a document that match, best first; each with its record's name and the ranges that match. */
    async matches(number, answer) {
      if (!answer.words.length) return [];
      const cells = await this.cells(number);
      const tests = answer.relaxed
        ? Array.from(new Set(answer.hints), (hint) => (folded) => folded.includes(hint))
        : answer.words.map((word) => (folded) => standsIn(word, folded));
      const found = this.matching(cells, tests);
      const names = new Map(cells.filter(([anchor]) => !anchor.includes(":")).map(([anchor, , name]) => [anchor, name]));
      for (const one of found) {
        one.name = names.get(one.record) || "";
        one.ranges = this.ranges(one.text, answer);
      }
      return found;
    }

    matching(cells, tests) {
      const found = [];
      const records = new Map();
      cells.forEach(([anchor, labels, text], place) => {
        const folded = this.fold(text);
        const words = tests.map((_, n) => n).filter((n) => tests[n](folded));
        if (!words.length) return;
        const record = anchor.split(":")[0];
        if (!records.has(record)) records.set(record, new Set());
        words.forEach((n) => records.get(record).add(n));
        found.push({ anchor, record, labels, text, words: words.length, place });
      });
      const most = (one) => records.get(one.record).size;
      return found.sort((a, b) => most(b) - most(a) || b.words - a.words || a.place - b.place);
    }

    ranges(text, answer) {
      if (!answer.relaxed) return joined(answer.words.flatMap((word) => rangesIn(word, text, this.fold)));
      const hints = answer.hints.map((hint) => ({ alternatives: [{ text: hint, marked: "" }] }));
      return joined(hints.flatMap((hint) => rangesIn(hint, text, this.fold)));
    }

    // ---- Filters, counts and order (section 10)

    /* One facet over all documents: the values it has and which of them a document has. */
    async facet(name, filters) {
      if (name === "year") {
        const values = this.manifest.years.map(([year]) => ({ id: year, name: year }));
        return { values, of: (number) => [this.yearPlace[number]] };
      }
      if (name === "category" || name === "kind") return this.pairFacet(name, filters);
      const { head, values } = await this.column(name);
      const named = head.map((one) => (Array.isArray(one) ? { id: one[0], name: one[1] } : { id: one, name: one }));
      return { values: named, of: (number) => [values[number]] };
    }

    /* Category and kind are had together, by one indicator: the values of one that go with those chosen of the other. */
    async pairFacet(name, filters) {
      const { head, values } = await this.column("indicators");
      const [own, other] = name === "category" ? [0, 1] : [1, 0];
      const texts = [head.categories, head.kinds];
      const chosen = filters[name === "category" ? "kind" : "category"] || [];
      const goes = (pair) => !chosen.length || chosen.includes(texts[other][pair[other]]);
      const sets = head.sets.map((pairs) => Array.from(new Set(pairs.filter(goes).map((pair) => pair[own]))));
      return { values: texts[own].map((one) => ({ id: one, name: one })), of: (number) => sets[values[number]] };
    }

    /* For each document whether the filters keep it, but for those of one facet. */
    async keeps(filters, except) {
      const tests = [];
      for (const name of FACETS) {
        const chosen = filters[name] || [];
        if (!chosen.length || name === except) continue;
        const { values, of } = await this.facet(name, { ...filters, [except]: [] });
        const wanted = values.map((value) => chosen.includes(value.id));
        tests.push((number) => of(number).some((place) => wanted[place]));
      }
      return (number) => tests.every((test) => test(number));
    }

    async filtered(answer, filters) {
      const keeps = await this.keeps(filters, "");
      return answer.numbers.filter(keeps);
    }

    /* The values of a facet with the number of documents under the filters of all others; in the order of the column. */
    async counts(name, answer, filters) {
      const facet = await this.facet(name, filters);
      const keeps = await this.keeps(filters, name);
      const counts = new Int32Array(facet.values.length);
      for (const number of answer.numbers) if (keeps(number)) for (const place of facet.of(number)) counts[place] += 1;
      return facet.values.map((value, n) => ({ ...value, count: counts[n] }));
    }

    async sorted(numbers, answer, sort) {
      if (sort === "relevance") return numbers;
      const place = new Int32Array(this.size);
      answer.numbers.forEach((number, n) => (place[number] = n));
      let compare = (a, b) => this.later(a, b);
      if (sort === "year") {
        const rank = (n) => (this.year(n) ? this.yearPlace[n] : -1);
        compare = (a, b) => rank(b) - rank(a);
      } else {
        const { values } = await this.column(sort);
        compare = sort === "amount" ? (a, b) => values[b] - values[a] : (a, b) => values[a] - values[b];
      }
      const equal = answer.relaxed
        ? (a, b) => answer.scores[b] - answer.scores[a] || this.later(a, b)
        : (a, b) => place[a] - place[b];
      return numbers.slice().sort((a, b) => compare(a, b) || equal(a, b));
    }
  }

  /* The index of the site at an address; ``fresh`` reads the manifest past the browser's cache. */
  async function open(base, fresh = false) {
    const manifest = json(await part(`${base}${FOLDER}manifest.bin`, { fresh }));
    if (manifest.format !== 1) throw new Missing("format");
    return new Index(base, manifest);
  }

  return {
    open, folding, plan, pieces, even, evenNumber, evenText, isNumber, standsIn, rangesIn,
    readTerms, readList, readPositions, readDocument, readColumn, inflated, unescaped, limits, Missing, Unreachable, FACETS, SORTS, toAddress, fromAddress,
  };
})();
