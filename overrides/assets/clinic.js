// Prints a page of this site with the clinic's details in its box. What is typed stays on this page: nothing is stored or sent.
const form = document.getElementById('clinic-form');
const status = document.getElementById('clinic-status');

const served = location.protocol !== 'file:'; // a page from a disk may not fetch another
form.hidden = !served;
document.getElementById('clinic-needs-server').hidden = served;
document.getElementById('clinic-needs-script').hidden = true;

form.addEventListener('submit', async event => {
  event.preventDefault();
  const typed = ['clinic-name', 'clinic-phone', 'clinic-by', 'clinic-on'].map(id => document.getElementById(id).value.trim());
  const address = new URL(document.getElementById('clinic-page').value, location.href);
  let sheet;
  try {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(answer.status);
    sheet = new DOMParser().parseFromString(await answer.text(), 'text/html');
  } catch {
    status.textContent = form.dataset.failed;
    return;
  }
  const article = sheet.querySelector('article');
  for (const image of article.querySelectorAll('img')) image.src = new URL(image.getAttribute('src'), address);
  for (const link of article.querySelectorAll('a[href]')) link.href = new URL(link.getAttribute('href'), address);
  article.querySelectorAll('.clinic span').forEach((blank, place) => { if (typed[place]) blank.textContent = typed[place]; });
  const own = document.querySelector('article');
  const title = document.title;
  document.title = sheet.title;
  own.replaceWith(document.adoptNode(article));
  await Promise.all([...article.querySelectorAll('img')].map(image => image.decode().catch(() => {})));
  window.addEventListener('afterprint', () => {
    article.replaceWith(own);
    document.title = title;
  }, { once: true });
  window.print();
});
