package ballast.coordinator.cli;

import ballast.model.CampaignId;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** New ids: the local time, so that folders sort and people recognise them, and four digits against two in one second. */
final class CampaignIds {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
    private static final SecureRandom RANDOM = new SecureRandom();

    private CampaignIds() {}

    static CampaignId next(Instant now) {
        return new CampaignId(
                TIME.format(now.atZone(ZoneId.systemDefault())) + "-" + String.format("%04x", RANDOM.nextInt(1 << 16)));
    }
}
