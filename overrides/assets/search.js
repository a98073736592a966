/* Search on the device. The library and the list of pages are fetched when somebody first uses the box; nothing is sent. */
(function () {
  "use strict";
  const form = document.getElementById("search");
  const box = form.querySelector("input");
  const status = document.getElementById("search-status");
  const list = document.getElementById("search-results");
  const here = new URL(".", document.currentScript.src);
  const SHOWN = 8;
  const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu;
  let ready = null;

  function script(address) {
    return new Promise(function (resolve, reject) {
      const element = document.createElement("script");
      element.src = address;
      element.onload = resolve;
      element.onerror = reject;
      document.head.append(element);
    });
  }

  /* A copy on a disk may not fetch its own files, but may load them as scripts: there the list of pages is one. */
  function pages() {
    if (location.protocol === "file:") return script(new URL("search.json", here) + ".js").then(function () { return window.searchList; });
    return fetch(new URL("search.json", here)).then(function (answer) {
      if (!answer.ok) throw new Error(answer.status);
      return answer.json();
    });
  }

  /* The words of a text, without capitals, accents, apostrophes, hyphens and other marks. Of a script that puts no space between
     words, each letter counts as one. */
  function words(text) {
    const plain = text.normalize("NFKD").toLowerCase().replace(/['\u2019\u2018`\u0300-\u036f]/g, "").normalize("NFC");
    return plain.replace(UNSPACED, " $& ").split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean);
  }

  /* Words without their endings. */
  function stems(text) {
    return words(text).map(function (word) { return lunr.stemmer(new lunr.Token(word)).toString(); });
  }

  function load() {
    if (ready) return ready;
    ready = Promise.all([pages(), script(new URL("lunr.js", here))]).then(function (loaded) {
      const entries = loaded[0];
      const leading = function (led) {
        return led.phrases.map(function (phrase) { const parts = stems(phrase);
          /* Of letters that stand for words a few in a row make a word, and others between them another one. */
          const most = phrase.search(UNSPACED) < 0 ? Infinity : parts.length < 4 ? 0 : 1;
          return { stems: parts, most: most, anchor: led.anchor, heading: led.heading, more: led.more || 0 }; });
      };
      entries.forEach(function (entry) {
        entry.name = words(entry.title).join(" ");
        entry.danger = entry.danger.flatMap(leading);
        /* What stands in data/ was weighed for the whole site, so it counts for two words more than a page's own keywords. */
        entry.leads.forEach(function (one) { one.more = 2; });
        entry.leads = entry.leads.concat({ phrases: entry.keywords, anchor: "", heading: "" }).flatMap(leading);
      });
      const index = lunr(function () {
        const fields = { title: 8, keywords: 6, headings: 3, also: 1, text: 1 };
        this.ref("number");
        this.pipeline.remove(lunr.trimmer); /* it takes letters beyond English ones for marks; words() leaves none */
        Object.keys(fields).forEach(function (field) { this.field(field, { boost: fields[field] }); }, this);
        entries.forEach(function (entry, number) {
          const one = { number: number };
          Object.keys(fields).forEach(function (field) { one[field] = words([].concat(entry[field]).join(" ")).join(" "); });
          this.add(one);
        }, this);
      });
      return { entries: entries, index: index };
    });
    ready.catch(function () { ready = null; });
    return ready;
  }

  /* Whether a word is another, or is it but for one letter that is missing, too many, in its neighbour's place or, in a long word, wrong. */
  function near(typed, word) {
    if (typed === word) return true;
    if (word.length < 4 || typed[0] !== word[0]) return false;
    let start = 0, end = 0;
    const shorter = Math.min(typed.length, word.length);
    while (start < shorter && typed[start] === word[start]) start++;
    while (end < shorter - start && typed[typed.length - 1 - end] === word[word.length - 1 - end]) end++;
    const left = word.slice(start, word.length - end), wrong = typed.slice(start, typed.length - end);
    if (left.length === 2) return wrong === left[1] + left[0];
    return left.length + wrong.length === 1 || (left.length === 1 && wrong.length === 1 && word.length > 4);
  }

  /* Whether the words of a phrase stand in what was typed, in their order, with at most `gap` others between two. */
  function holds(typed, phrase, gap, same) {
    function from(place, word, last) {
      for (let at = place; at <= Math.min(last, typed.length - 1); at++) {
        if (same(typed[at], phrase[word]) && (word + 1 === phrase.length || from(at + 1, word + 1, at + 1 + gap))) return true;
      }
      return false;
    }
    return from(0, 0, typed.length);
  }

  /* The worthiest of a page's phrases that stand in what was typed: it has the most words. */
  function led(typed, phrases, gap, same) {
    const found = phrases.filter(function (phrase) { return phrase.stems.length && holds(typed, phrase.stems, Math.min(gap, phrase.most), same); });
    return found.reduce(function (best, phrase) {
      const worth = phrase.stems.length + phrase.more + found.length / 1000;
      return worth > best.worth ? { anchor: phrase.anchor, heading: phrase.heading, worth: worth } : best;
    }, { anchor: "", heading: "", worth: 0 });
  }

  /* Of single words exact ones count more than beginnings; a letter or two may be wrong in a word that no page has. Words such as "the" don't count. */
  function matched(index, typed) {
    const telling = typed.filter(function (word) { return lunr.stopWordFilter(word); });
    const scores = new Map();
    (telling.length ? telling : typed).forEach(function (word) {
      let hits = index.query(function (query) {
        query.term(word, { boost: 4 });
        if (word.length > 2) query.term(word, { boost: 1, wildcard: lunr.Query.wildcard.TRAILING, usePipeline: false });
      });
      if (!hits.length && word.length > 3) hits = index.query(function (query) { query.term(word, { boost: 0.1, editDistance: word.length > 6 ? 2 : 1 }); });
      hits.forEach(function (hit) { scores.set(Number(hit.ref), (scores.get(Number(hit.ref)) || 0) + hit.score); });
    });
    return scores;
  }

  /* Danger first, whatever else was typed; then a page that is called so, phrases that lead to a page, and single words. Pages about
     the site come last, unless what was typed is the very name of one, and no other page's. */
  function find(found, text) {
    const typed = words(text), phrase = typed.join(" "), stemmed = stems(text);
    const solid = text.search(UNSPACED) >= 0 ? typed.join("") : phrase;
    if (!typed.length) return [];
    const scores = matched(found.index, typed);
    const equal = function (a, b) { return a === b; };
    const results = found.entries.map(function (entry, number) {
      const danger = led(stemmed, entry.danger, 3, near), lead = led(stemmed, entry.leads, 1, equal);
      /* Single letters say little: of a script without spaces, what was typed counts where it stands as it is. */
      const unspaced = solid !== phrase && [entry.title, entry.text].concat(entry.keywords).some(function (one) { return one.includes(solid); });
      const score = (scores.get(number) || 0) + (unspaced ? 10 : 0) + lead.worth * 1e3 + (entry.name === phrase ? 1e5 : 0);
      return { entry: entry, way: danger.worth ? danger : lead, score: danger.worth * 1e6 + score, called: lead.worth >= stemmed.length || entry.name === phrase };
    });
    const answered = results.some(function (one) { return one.way.worth && !one.entry.last; });
    results.forEach(function (one) { if (one.entry.last && (answered || !one.called)) one.score /= 1e9; });
    return results.filter(function (one) { return one.score > 0; }).sort(function (a, b) { return b.score - a.score; }).slice(0, SHOWN);
  }

  /* What MkDocs calls "causes/" is a file on a disk. */
  function address(result) {
    const url = new URL("../" + result.entry.url, here);
    if (location.protocol === "file:" && url.pathname.endsWith("/")) url.pathname += "index.html";
    url.hash = result.way.anchor;
    return url.href;
  }

  function show(results) {
    list.replaceChildren.apply(list, results.map(function (result) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = address(result);
      link.textContent = result.entry.title + (result.way.heading ? ": " + result.way.heading : "");
      const line = document.createElement("p");
      line.textContent = result.entry.says;
      item.append(link, line);
      return item;
    }));
    const count = results.length === 1 ? form.dataset.one : form.dataset.many.replace("{number}", results.length);
    status.textContent = results.length ? count : form.dataset.nothing;
  }

  /* Room for the results is made at the first key, so that nothing moves when they come. */
  function search() {
    const typed = box.value.trim();
    list.classList.toggle("results", typed !== "");
    if (!typed) { list.replaceChildren(); status.textContent = ""; return; }
    load().then(function (found) {
      if (typed === box.value.trim()) show(find(found, typed));
    }, function () { status.textContent = form.dataset.failed; });
  }

  form.addEventListener("submit", function (event) { event.preventDefault(); search(); });
  box.addEventListener("focus", load, { once: true });
  box.addEventListener("input", search);
})();
