"""How the pages reach the browser: pictures, template, style sheet, script of the shell."""
