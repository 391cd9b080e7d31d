"""Do regions rise or fall: Mann-Kendall test and Sen's slope."""
