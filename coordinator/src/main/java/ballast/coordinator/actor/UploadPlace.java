package ballast.coordinator.actor;

import ballast.model.AttemptId;

/** Where agents upload to. */
interface UploadPlace {
    /** {@code PUT <uri>/<path>}. */
    String uploadUri(AttemptId attempt);

    /** Not to be logged. */
    String uploadToken(AttemptId attempt);
}
