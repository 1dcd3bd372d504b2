package ballast.model;

/**
 * One repetition of a cell in a campaign.
 *
 * @param repetition counted from 1
 */
public record RunId(CampaignId campaign, CellId cell, int repetition) implements Comparable<RunId> {
    public RunId {
        Ranges.atLeast("repetition", repetition, 1);
    }

    @Override
    public int compareTo(RunId other) {
        int byCampaign = campaign.compareTo(other.campaign);
        int byCell = cell.compareTo(other.cell);
        return byCampaign != 0 ? byCampaign : byCell != 0 ? byCell : Integer.compare(repetition, other.repetition);
    }

    @Override
    public String toString() {
        return campaign + "/" + cell + "/rep-" + repetition;
    }
}
