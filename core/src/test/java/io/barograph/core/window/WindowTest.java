package io.barograph.core.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class WindowTest {
  private static final long SEED = 7;

  @Test
  void aBucketHoldsItsEndAndNotItsBeginning() {
    BucketWindow<Sum> window = new BucketWindow<>(10, 3, Sum::new);
    for (long position : new long[] {10, 11, 20, 21, 30, 40}) {
      window.at(position).sum += position;
    }

    assertThat(window.upTo(40).sum).isEqualTo(11 + 20 + 21 + 30 + 40);
    assertThat(window.upTo(41).sum).isEqualTo(21 + 30 + 40);
    assertThat(window.upTo(60).sum).isEqualTo(40);
    assertThat(window.upTo(70).sum).isZero();
    assertThat(window.isEmpty(60)).isFalse();
    assertThat(window.isEmpty(70)).isTrue();
    assertThat(new BucketWindow<>(10, 3, Sum::new).isEmpty(0)).isTrue();
  }

  @Test
  void aLateRecordCountsInItsOwnBucketOrNowhere() {
    BucketWindow<Sum> window = new BucketWindow<>(10, 3, Sum::new);
    window.at(100).sum += 1;
    window.at(75).sum += 2;
    assertThat(window.at(70)).isNull();

    assertThat(window.upTo(100).sum).isEqualTo(3);
    assertThat(window.upTo(110).sum).isEqualTo(1);
    window.at(Long.MAX_VALUE / 2).sum += 4;
    assertThat(window.upTo(Long.MAX_VALUE / 2).sum).isEqualTo(4);
  }

  /** Against all records, over random positions that come late at times. */
  @Test
  void aWindowHoldsWhatLiesInItsBucketsAlsoOnceItWasWritten() throws IOException {
    Random random = new Random(SEED);
    for (int round = 0; round < 50; round++) {
      long width = 1L + random.nextInt(20);
      int buckets = 1 + random.nextInt(BucketWindow.MAX_BUCKETS);
      BucketWindow<Sum> window = new BucketWindow<>(width, buckets, Sum::new);
      TreeMap<Long, Long> all = new TreeMap<>();
      long time = random.nextInt(1_000) - 500L;
      for (int i = 0; i < 200; i++) {
        time += random.nextInt(30);
        long late = Math.max(time - random.nextInt(40), time - (buckets - 1) * width);
        window.at(late).sum += i;
        all.merge(late, (long) i, Long::sum);
        if (i == 100) {
          window = again(window, width, buckets);
        }
      }
      long end = -Math.floorDiv(-time, width) * width;
      long expected =
          all.subMap(end - buckets * width, false, end, true).values().stream()
              .mapToLong(Long::longValue)
              .sum();
      assertThat(window.upTo(time).sum).as("round %d of seed %d", round, SEED).isEqualTo(expected);
    }
  }

  private static BucketWindow<Sum> again(BucketWindow<Sum> window, long width, int buckets)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    window.write(new DataOutputStream(bytes));
    BucketWindow<Sum> read = new BucketWindow<>(width, buckets, Sum::new);
    read.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), Sum::read);
    return read;
  }

  @Test
  void aSpanHasTheFinestBucketsThatCoverIt() {
    BucketWindow<Sum> window = BucketWindow.spanning(100, 60, Sum::new);
    window.at(1).sum += 1;

    assertThat(window.upTo(100).sum).isEqualTo(1);
    assertThat(window.upTo(101).sum).isZero();
  }

  @Test
  void theLastElementsStayInTheirOrder() throws IOException {
    ElementWindow window = new ElementWindow(40, 2);
    for (int i = 0; i < 95; i++) {
      window.add(i, -i);
      assertThat(window.size()).isEqualTo(Math.min(i + 1, 40));
      assertThat(window.isFull()).isEqualTo(i >= 39);
      assertThat(window.get(0, 0)).isEqualTo(Math.max(0, i - 39));
      assertThat(window.get(window.size() - 1, 1)).isEqualTo(-i);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    window.write(new DataOutputStream(bytes));
    assertThat(bytes.size()).isEqualTo(4 + 40 * 2 * Double.BYTES);
    ElementWindow read = new ElementWindow(40, 2);
    read.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

    assertThat(read.column(0)).isEqualTo(window.column(0)).startsWith(55).endsWith(94);
    assertThat(new ElementWindow(1, 1).column(0)).isEmpty();
  }

  @Test
  void boundsAreTold() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BucketWindow<>(0, 3, Sum::new))
        .withMessage("width of a bucket must be >= 1, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BucketWindow<>(1, 65, Sum::new))
        .withMessage("buckets must be 1 to 64, was 65");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ElementWindow(1_025, 1))
        .withMessage("capacity must be 1 to 1024, was 1025");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ElementWindow(1, 4))
        .withMessage("columns must be 1 to 3, was 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ElementWindow(1, 2).add(1))
        .withMessage("element must be of 2 numbers, was of 1");
  }

  private static final class Sum implements Summary<Sum> {
    private long sum;

    @Override
    public void merge(Sum later) {
      sum += later.sum;
    }

    @Override
    public void write(DataOutput out) throws IOException {
      out.writeLong(sum);
    }

    private static Sum read(DataInput in) throws IOException {
      Sum read = new Sum();
      read.sum = in.readLong();
      return read;
    }
  }
}
