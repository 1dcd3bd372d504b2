package ballast.coordinator.plot;

/** What a plot shows; {@link Charts} knows how it looks. */
sealed interface Drawing permits TimeDrawing, BarDrawing {
    String title();

    /** Small print below: where it comes from. May be empty. */
    String note();

    /** In points. */
    int height();
}
