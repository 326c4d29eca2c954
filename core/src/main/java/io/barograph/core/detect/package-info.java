/** Which series are watched for what is unusual, and the samples of theirs that are judged. */
package io.barograph.core.detect;
