document.title = "Noses"; /* expect: script-unused */
