"""Components, tokens and the component page. Imports nothing of ours: any Django project could use it."""
