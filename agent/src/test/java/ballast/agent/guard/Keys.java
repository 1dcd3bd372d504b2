package ballast.agent.guard;

import ballast.model.AttemptId;
import ballast.model.CampaignId;
import ballast.model.CellId;
import ballast.model.RunId;

/** VMs by number, each of an attempt of its own. */
final class Keys {
    private Keys() {}

    static VmKey vm(int number) {
        RunId run = new RunId(new CampaignId("20261128-060000-test"), new CellId("0123456789ab"), number);
        return new VmKey(new AttemptId(run, 1), 0);
    }
}
