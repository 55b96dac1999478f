"""The PDF: fonts, subsets, PDF/A-2b and the drawing of laid-out pages."""
