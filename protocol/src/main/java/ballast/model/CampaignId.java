package ballast.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** One submission of a matrix, {@code 20261123-190102-3fa9}: sorts by time, and names the campaign's folder. */
public record CampaignId(@JsonValue String value) implements Comparable<CampaignId> {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public CampaignId {
        Names.requirePathSafe("campaign id", value);
    }

    @Override
    public int compareTo(CampaignId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
