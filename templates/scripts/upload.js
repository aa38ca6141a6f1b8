// Sends files one by one with a bar each. Without this file the form above does the same in one go.

const form = document.querySelector('form[data-upload]');
const AT_ONCE = 2;

/** Fills the placeholders of a sentence that the page was given in the reader's language. */
const say = (name, values = {}) => (form.dataset[name] ?? '').replace(/\{(\w+)\}/g, (_, key) => String(values[key] ?? ''));

const counts = { all: 0, done: 0, same: 0, refused: 0, ended: 0 };
const queue = [];
let running = 0;

function addRow(file) {
  const row = document.createElement('li');
  row.className = 'ups__file';
  const name = document.createElement('span');
  name.className = 'ups__name';
  name.textContent = file.name;
  const bar = document.createElement('progress');
  bar.max = 100;
  bar.value = 0;
  bar.setAttribute('aria-label', file.name);
  const state = document.createElement('span');
  state.className = 'ups__state';
  state.textContent = say('waiting');
  row.append(name, bar, state);
  form.querySelector('[data-files]').append(row);
  return { row, bar, state };
}

function finish(view, kind, words) {
  view.row.classList.add(`ups__file--${kind}`);
  view.state.textContent = words;
  counts.ended += 1;
  if (kind === 'refused') counts.refused += 1;
  form.querySelector('[data-sum]').textContent = say('summary', counts);
}

function outcome(xhr) {
  try {
    const answer = JSON.parse(xhr.responseText);
    return { document: answer.documents?.[0] ?? null, message: answer.error?.message ?? answer.refused?.[0]?.message ?? null };
  } catch {
    return { document: null, message: null };
  }
}

function take(view, xhr) {
  const { document: kept, message } = outcome(xhr);
  if (xhr.status !== 201 || !kept) {
    finish(view, 'refused', message ?? say('broken'));
  } else if (kept.alreadyThere) {
    counts.same += 1;
    finish(view, 'done', kept.duplicateOf === null ? say('there') : say('same', { n: kept.duplicateOf }));
  } else {
    counts.done += 1;
    finish(view, 'done', say('in', { n: kept.n }));
  }
}

function send({ file, view }) {
  running += 1;
  const xhr = new XMLHttpRequest();
  xhr.open('POST', form.dataset.upload);
  xhr.setRequestHeader('x-csrf-token', form.elements._csrf.value);
  xhr.setRequestHeader('accept', 'application/json');
  xhr.upload.addEventListener('progress', (event) => {
    const percent = event.total === 0 ? 100 : Math.floor((event.loaded / event.total) * 100);
    view.bar.value = percent;
    view.state.textContent = percent === 100 ? say('keeping') : say('sending', { percent });
  });
  const end = () => {
    running -= 1;
    next();
  };
  xhr.addEventListener('load', () => { take(view, xhr); end(); });
  xhr.addEventListener('error', () => { finish(view, 'refused', say('broken')); end(); });
  const body = new FormData();
  body.append('files', file, file.name);
  xhr.send(body);
}

function next() {
  while (running < AT_ONCE && queue.length > 0) send(queue.shift());
}

/** What the server would refuse anyway is not sent at all. */
function refusal(file) {
  if (file.size === 0) return say('empty');
  return file.size > Number(form.dataset.limit) ? say('big') : null;
}

function add(files) {
  form.querySelector('[data-sending-list]').hidden = false;
  form.querySelector('[data-plain]').hidden = true;
  for (const file of files) {
    counts.all += 1;
    const view = addRow(file);
    const why = refusal(file);
    if (why) finish(view, 'refused', why);
    else queue.push({ file, view });
  }
  next();
}

function watchDrops() {
  const frame = form.querySelector('[data-drop]');
  form.querySelector('[data-drop-says]').hidden = false;
  for (const name of ['dragenter', 'dragover']) {
    frame.addEventListener(name, (event) => {
      event.preventDefault();
      frame.classList.add('drop--over');
    });
  }
  frame.addEventListener('dragleave', () => frame.classList.remove('drop--over'));
  frame.addEventListener('drop', (event) => {
    event.preventDefault();
    frame.classList.remove('drop--over');
    add([...event.dataTransfer.files]);
  });
}

if (form) {
  const input = form.querySelector('input[type="file"]');
  input.addEventListener('change', () => {
    add([...input.files]);
    input.value = '';
  });
  watchDrops();
  addEventListener('beforeunload', (event) => {
    if (counts.ended < counts.all) event.preventDefault();
  });
}
