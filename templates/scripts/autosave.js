// Keeps a draft while it is being typed. Without this file every button of the form still saves it.

const PAUSE_MS = 1200;

for (const form of document.querySelectorAll('form[data-autosave]')) {
  const version = form.querySelector('[data-version]');
  const note = document.querySelector('[data-kept]');
  let timer;
  let sending = false;
  let changed = false;
  let stopped = false;

  const say = (words, lost) => {
    if (!note) return;
    note.classList.toggle('kept--lost', lost);
    note.querySelector('[data-kept-words]').textContent = words;
  };

  const timeNow = () => new Intl.DateTimeFormat(document.documentElement.lang || undefined, { hour: 'numeric', minute: '2-digit' }).format(new Date());

  const save = async () => {
    if (sending || stopped || !changed) return;
    sending = true;
    changed = false;
    try {
      const answer = await fetch(form.dataset.autosave, { method: 'POST', headers: { Accept: 'application/json' }, body: new URLSearchParams(new FormData(form)) });
      if (!answer.ok) throw new Error(String(answer.status));
      version.value = (await answer.json()).version;
      say(`${form.dataset.keptSays}, ${timeNow()}`, false);
    } catch {
      // A draft saved elsewhere stays as it is; pressing a button shows what happened.
      stopped = true;
      say(form.dataset.lostSays, true);
    } finally {
      sending = false;
      if (changed) later();
    }
  };

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE_MS);
  };

  form.addEventListener('input', () => {
    changed = true;
    later();
  });
  form.addEventListener('submit', (event) => {
    clearTimeout(timer);
    // A save under way would make this form's version an old one: wait for it, then press the same button.
    if (!sending) {
      stopped = true;
      return;
    }
    event.preventDefault();
    const button = event.submitter;
    const wait = setInterval(() => {
      if (sending) return;
      clearInterval(wait);
      form.requestSubmit(button ?? undefined);
    }, 50);
  });
}
