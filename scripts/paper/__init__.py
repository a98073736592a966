"""What is made of the built site on paper: sheets for patients, the whole site as a booklet, a log, and a pack for reviewers."""
