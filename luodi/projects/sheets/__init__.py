"""Project workbooks as officials keep them: headings, words of stages, rows, sums, and what they would become."""
