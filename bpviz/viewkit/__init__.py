"""What views share: their base, themes, fonts, icons, numbers, and the drawing of nets and curves."""
