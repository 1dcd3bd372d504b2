/** What coordinator and agents say to each other. Every message is idempotent by attempt: messages get lost and repeated. */
package ballast.message;
